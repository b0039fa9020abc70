/** The text of an uploaded or kept file; null for none, and for bytes that are no UTF-8. */
export async function textOfFile(request: Request): Promise<string | null> {
	const data = await request.formData();
	const given = data.get('file') ?? data.get('text');
	if (given === null) return null;
	// what a browser sends back has its lines ended as forms end them
	if (typeof given === 'string') return given === '' ? null : given;
	if (given.size === 0) return null;
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(await given.arrayBuffer());
	} catch {
		return null;
	}
}
