import { desk } from '#lib/server/desk/access/index.ts';
import * as deliveries from '#lib/server/desk/deliveries/index.ts';
import { refuseEarly } from '#lib/server/platform/http/handles.ts';
import type { RequestHandler } from './$types';

/** A receipt has a few hundred letters. */
const LONGEST = 4096;

export const POST: RequestHandler = async ({ request, locals }) => {
	const key = deliveries.receiptKey();
	const body = key === null ? '' : await request.text();
	const isTaken =
		key !== null &&
		body.length <= LONGEST &&
		(await deliveries.takeReceipt(desk(), {
			key,
			body,
			signature: request.headers.get('x-signature')
		}));

	// unsigned, too late, no gateway here: whoever guesses learns nothing
	return isTaken ? new Response(null, { status: 204 }) : refuseEarly(locals, 'page.not_found');
};

// without it Kit would tell a browser which methods there are
export const GET: RequestHandler = ({ locals }) => refuseEarly(locals, 'page.not_found');
