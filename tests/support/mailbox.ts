import { once } from 'node:events';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

// A real SMTP server on loopback that keeps the mails it was given, or behaves as badly as providers do.

export type ReceivedMail = {
	from: string;
	to: string[];
	/** Header lines as they came, folded ones in one piece; names in lower case. */
	headers: [string, string][];
	text: string;
	messageId: string;
	subject: string;
	/** All of it. */
	raw: string;
};

export type MailboxMood =
	| 'well'
	/** Says nothing at all, not even hello. */
	| 'hangs'
	/** Refuses the recipient for now, or for good. */
	| 'refuses for now'
	| 'refuses for good'
	/** Takes the whole mail, keeps it, and breaks the line before it says so. */
	| 'accepts and drops'
	/** Takes the whole mail, keeps it, and never says so. */
	| 'accepts and hangs';

export type Mailbox = {
	url: string;
	mails: ReceivedMail[];
	/** How often somebody came, whatever became of it. */
	visits: () => number;
	is: (mood: MailboxMood) => void;
	close: () => Promise<void>;
};

export async function mailbox(): Promise<Mailbox> {
	const mails: ReceivedMail[] = [];
	let mood: MailboxMood = 'well';
	let visits = 0;
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['AUTH', 'STARTTLS'],
		disableReverseLookup: true,
		logger: false,
		onConnect(_session, next) {
			visits += 1;
			if (mood !== 'hangs') next();
		},
		onRcptTo(_address, _session, next) {
			if (mood === 'refuses for now') next(refusal(451, 'not now'));
			else if (mood === 'refuses for good') next(refusal(550, 'nobody here'));
			else next();
		},
		onData(stream, session, next) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				mails.push(read(Buffer.concat(chunks).toString('utf8'), session));
				if (mood === 'accepts and hangs') return;
				if (mood !== 'accepts and drops') return next();
				for (const connection of server.connections) connection.close();
			});
		}
	});
	server.on('error', () => {});
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	const address = server.server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		url: `smtp://127.0.0.1:${address.port}`,
		mails,
		visits: () => visits,
		is: (now) => (mood = now),
		close: () =>
			new Promise((resolve) => {
				for (const connection of server.connections) connection.close();
				server.close(() => resolve());
			})
	};
}

function refusal(responseCode: number, text: string): Error {
	return Object.assign(new Error(text), { responseCode });
}

function read(raw: string, { envelope }: SMTPServerSession): ReceivedMail {
	const end = raw.indexOf('\r\n\r\n');
	const headers = raw
		.slice(0, end)
		.replaceAll(/\r\n[ \t]+/g, ' ')
		.split('\r\n')
		.map((line): [string, string] => {
			const at = line.indexOf(':');
			return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
		});
	const of = (name: string) => headers.find(([key]) => key === name)?.[1] ?? '';
	const body = raw.slice(end + 4);
	return {
		from: envelope.mailFrom ? envelope.mailFrom.address : '',
		to: envelope.rcptTo.map(({ address }) => address),
		headers,
		text: decoded(body, of('content-transfer-encoding')).trimEnd(),
		messageId: of('message-id'),
		subject: of('subject'),
		raw
	};
}

function decoded(body: string, encoding: string): string {
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
	if (encoding !== 'quoted-printable') return body;
	const bytes = body
		.replaceAll(/=\r\n/g, '')
		.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}
