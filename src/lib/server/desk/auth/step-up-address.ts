/**
 * The page that asks for the second factor once more, and then goes on to `path`, a path of the desk:
 * `redirect(303, stepUpAddress(url.pathname))`.
 */
export function stepUpAddress(path: string): string {
	return `/desk/step-up?${new URLSearchParams({ to: path })}`;
}
