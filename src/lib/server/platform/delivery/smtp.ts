import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { isLoopback } from './loopback.ts';
import { PATIENCE, type Carriers, type HandedOver, type Patience } from './carrier.ts';

export type SmtpSettings = { url: string; from: string; patience?: Patience };

const address = z.email().max(200);

/**
 * Mail over SMTP: plain text, no attachment, nothing that says which program wrote it. Each mail has
 * a connection of its own, so one that hangs holds up no other.
 */
export function smtp({ url, from, patience = PATIENCE }: SmtpSettings): Carriers['sendMail'] {
	const { hostname } = new URL(url);
	const transport = createTransport({
		url,
		// the greeting stands in the headers of her mail: the sender's domain, not what this machine is called
		name: from.split('@').at(-1),
		// her link is in it: without encryption it goes no further than this machine
		requireTLS: !isLoopback(hostname),
		connectionTimeout: patience.connectMs,
		greetingTimeout: patience.connectMs,
		dnsTimeout: patience.connectMs,
		socketTimeout: patience.wholeMs,
		disableFileAccess: true,
		disableUrlAccess: true,
		logger: false
	});

	return async ({ id, host, to, subject, text }) => {
		const recipient = address.safeParse(to);
		if (!recipient.success) return { kind: 'never', reason: 'bad_address' };
		try {
			await transport.sendMail({
				messageId: `<${id}@${host}>`,
				// as objects: a list that somebody typed into one field would be several people
				from: { name: '', address: from },
				to: { name: '', address: recipient.data },
				envelope: { from, to: [recipient.data] },
				subject: oneLine(subject),
				text,
				headers: { 'Auto-Submitted': 'auto-generated' },
				signal: AbortSignal.timeout(patience.wholeMs)
			});
			return { kind: 'accepted' };
		} catch (error) {
			return outcomeOf(error);
		}
	};
}

/** nodemailer folds line breaks away itself; a header of ours does not rest on that. */
const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/**
 * A 5xx to the recipient or to the text will be one again tomorrow. A 5xx to our password, a 4xx,
 * silence or a broken connection may not, and with the last two nobody knows what became of it.
 */
function outcomeOf(error: unknown): HandedOver {
	const { code, responseCode = 0 } = z
		.object({ code: z.string().optional(), responseCode: z.number().optional() })
		.catch({})
		.parse(error);
	const isFinal =
		(code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500 && responseCode < 600;
	return isFinal ? { kind: 'never', reason: 'rejected' } : { kind: 'later', reason: 'unreachable' };
}
