import { PATIENCE, type Carriers, type HandedOver, type Patience } from './carrier.ts';

export type GatewaySettings = {
	url: string;
	/** What the gateway knows us by. */
	key: string;
	/** The neutral name or number that stands as sender. */
	sender: string;
	patience?: Patience;
};

/**
 * One HTTP gateway: POST of JSON `{ to, text, sender, id }`, described in docs/operations.md. It gets
 * number, sender and neutral text, and nothing of the case.
 */
export function gateway({
	url,
	key,
	sender,
	patience = PATIENCE
}: GatewaySettings): Carriers['sendSms'] {
	return async ({ id, to, text }) => {
		const number = numberOf(to);
		if (number === null) return { kind: 'never', reason: 'bad_address' };
		try {
			const answer = await fetch(url, {
				method: 'POST',
				headers: {
					authorization: `Bearer ${key}`,
					'content-type': 'application/json',
					'idempotency-key': id
				},
				body: JSON.stringify({ to: number, text, sender, id }),
				// elsewhere somebody else would get number, text and key
				redirect: 'manual',
				signal: AbortSignal.timeout(patience.wholeMs)
			});
			// its words are nobody's business; unread they would hold the connection
			await answer.body?.cancel();
			return outcomeOf(answer.status);
		} catch {
			return { kind: 'later', reason: 'unreachable' };
		}
	};
}

/** As it is dialled: a leading plus and digits. Null for what is no number. */
function numberOf(typed: string): string | null {
	const dialled = typed.replaceAll(/[\s().\-/]/g, '');
	return /^\+?\d{4,20}$/.test(dialled) ? dialled : null;
}

function outcomeOf(status: number): HandedOver {
	if (status >= 200 && status < 300) return { kind: 'accepted' };
	const mayWork = status === 408 || status === 425 || status === 429 || status >= 500;
	return mayWork ? { kind: 'later', reason: 'unreachable' } : { kind: 'never', reason: 'rejected' };
}
