import { json } from '@sveltejs/kit';
import { isHealthy } from '#lib/server/platform/health.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async () => {
	const ok = await isHealthy();
	return json({ ok }, { status: ok ? 200 : 503 });
};
