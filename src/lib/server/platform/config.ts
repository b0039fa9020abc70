import process from 'node:process';
import { z } from 'zod';
import { isLoopback } from './delivery/loopback.ts';

/**
 * Why Heard does not start, in one sentence that says what to do. It names variables and files,
 * never the value of a variable: an address of a database holds a password.
 */
export class StartRefusal extends Error {
	override readonly name = 'StartRefusal';
}

const blank = (value: unknown) => (value === '' ? undefined : value);

/** A variable that is empty counts as missing: `FOO= npm start` must not mean "an empty secret". */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
	z.preprocess(blank, schema.optional());

const required = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(blank, schema);

const address = (error: string) =>
	required(z.string(error).regex(/^postgres(ql)?:\/\/\S+$/, error));

const whole = (error: string, { from, to }: { from: number; to: number }) =>
	z.coerce.number(error).int(error).min(from, error).max(to, error);

/** An origin as browsers send it: scheme, host and port, nothing after it, all in lower case. */
const isOrigin = (value: string) => URL.canParse(value) && new URL(value).origin === value;

/** https, and no user part: `https://weather.example@evil.example` leads elsewhere than it reads. */
const isPlainPage = (value: string) => {
	if (!URL.canParse(value)) return false;
	const { protocol, username, password } = new URL(value);
	return protocol === 'https:' && username === '' && password === '';
};

const isUrlOf =
	(...schemes: string[]) =>
	(value: string) =>
		URL.canParse(value) && schemes.includes(new URL(value).protocol);

const linesOf = (text: string) =>
	text
		.split('|')
		.map((line) => line.trim())
		.filter((line) => line !== '');

/** Every variable that Heard reads, what it means, and the sentence when it is wrong. */
const variables = z.object({
	// -- What this process is ----------------------------------------------------------------

	/** `intake` (open to the internet), `desk` (inside), `all` (development only). */
	SURFACE: required(
		z.enum(
			['intake', 'desk', 'all'],
			'SURFACE says which part runs here: set it to intake or desk.'
		)
	),

	/** `production` unless somebody says otherwise: forgetting it must never be the unsafe case. */
	HEARD_MODE: optional(
		z.enum(
			['production', 'demo', 'test', 'development'],
			'HEARD_MODE is production, demo, test or development. Leave it out in production.'
		)
	),

	/** Whether a desk process also runs the worker. */
	HEARD_WORKER: optional(z.enum(['on', 'off'], 'HEARD_WORKER is on or off.')),

	// -- Where it listens, and what it is called ---------------------------------------------

	/** The public origin: links are built from it and forms are accepted from it. */
	ORIGIN: required(
		z
			.string('ORIGIN is missing: set it to the public address, such as https://host.example.')
			.refine(isOrigin, 'ORIGIN is scheme, host and port only, such as https://host.example.')
	),

	/** Where the links that the desk issues lead: the public origin of intake. */
	HEARD_INTAKE_ORIGIN: optional(
		z
			.string()
			.refine(
				isOrigin,
				'HEARD_INTAKE_ORIGIN is the ORIGIN of intake, such as https://host.example.'
			)
	),

	/** A proxy stands in front; nobody else should reach the process. */
	HOST: optional(z.string()),
	PORT: optional(whole('PORT is a number from 1 to 65535.', { from: 1, to: 65_535 })),

	/** Where the proxy writes the address of the browser, and how many own proxies there are. */
	ADDRESS_HEADER: optional(z.string()),
	XFF_DEPTH: optional(whole('XFF_DEPTH is the number of your own proxies.', { from: 1, to: 20 })),

	/** ORIGIN decides. With these a request could say under which name it arrived. */
	PROTOCOL_HEADER: optional(z.never('Take PROTOCOL_HEADER away: ORIGIN decides the scheme.')),
	HOST_HEADER: optional(z.never('Take HOST_HEADER away: ORIGIN decides the host.')),
	PORT_HEADER: optional(z.never('Take PORT_HEADER away: ORIGIN decides the port.')),

	/** Largest body. Her longest text takes 48 kB percent-encoded. */
	BODY_SIZE_LIMIT: optional(
		z.string().regex(/^[1-9]\d*[KM]?$/i, 'BODY_SIZE_LIMIT is a size such as 64K.')
	),

	/** Seconds. Slow clients hold a place for so long; a stop waits so long for answers. */
	HEADERS_TIMEOUT: optional(whole('HEADERS_TIMEOUT is in seconds.', { from: 1, to: 600 })),
	KEEP_ALIVE_TIMEOUT: optional(whole('KEEP_ALIVE_TIMEOUT is in seconds.', { from: 1, to: 600 })),
	SHUTDOWN_TIMEOUT: optional(whole('SHUTDOWN_TIMEOUT is in seconds.', { from: 1, to: 600 })),

	// -- Database: each process signs in as its own login ------------------------------------

	/** heard_intake on an intake host, heard_desk on a desk host. */
	DATABASE_URL: address(
		'DATABASE_URL is missing or no address: set it to postgres://<login>:<password>@<host>/<database>, with the login heard_intake for intake and heard_desk for the desk.'
	),

	/** heard_worker, on a desk host. */
	DATABASE_WORKER_URL: optional(
		z
			.string()
			.regex(
				/^postgres(ql)?:\/\/\S+$/,
				'DATABASE_WORKER_URL is no address: set it to postgres://heard_worker:<password>@<host>/<database>.'
			)
	),

	/** heard_intake, for SURFACE=all only, where DATABASE_URL is the desk's. */
	DATABASE_INTAKE_URL: optional(
		z
			.string()
			.regex(
				/^postgres(ql)?:\/\/\S+$/,
				'DATABASE_INTAKE_URL is no address: set it to postgres://heard_intake:<password>@<host>/<database>.'
			)
	),

	/** Connections of a pool. */
	HEARD_POOL_SIZE: optional(
		whole('HEARD_POOL_SIZE is a number from 1 to 100.', { from: 1, to: 100 })
	),

	// -- Keys: files of 32 bytes for their owner only, never variables -----------------------

	/** To look links up. Both zones. */
	HEARD_PEPPER_FILE: required(
		z.string('HEARD_PEPPER_FILE is missing: set it to the path of the pepper file.')
	),

	/** Opens everything. Desk zone only. */
	HEARD_KEK_FILE: optional(z.string()),

	// -- Messages that leave the house: desk zone only ------------------------------------------

	/** Mail to her and to staff. Off this machine it is encrypted, or not sent. */
	SMTP_URL: optional(
		z
			.string()
			.refine(
				isUrlOf('smtp:', 'smtps:'),
				'SMTP_URL is smtps://<login>:<password>@<host>, or smtp:// for a server with STARTTLS.'
			)
	),

	/** Stands as sender of every mail, where she can be seen: neutral, like the cover word. */
	HEARD_MAIL_FROM: optional(
		z.email(
			'HEARD_MAIL_FROM is the neutral address that mails come from, such as post@host.example.'
		)
	),

	/** The gateway for text messages; docs/operations.md says what it is sent. */
	SMS_URL: optional(
		z.string().refine(isUrlOf('https:', 'http:'), 'SMS_URL is the https address of the gateway.')
	),

	/** What the gateway knows us by, in a file for its owner only. Also signs its receipts. */
	HEARD_SMS_KEY_FILE: optional(z.string()),

	/** The neutral number or name that text messages come from. */
	HEARD_SMS_SENDER: optional(
		z
			.string()
			.regex(
				/^(\+?\d{3,15}|[A-Za-z0-9 ]{1,11})$/,
				'HEARD_SMS_SENDER is a number, or a neutral name of at most eleven letters.'
			)
	),

	/** A folder that keeps what would have been sent, where nothing is. For the demo and development. */
	HEARD_OUTBOX: optional(z.string()),

	// -- Settings of the installation: what pages without a visit need -----------------------

	/** Stands in titles, where she can be seen. Neutral in every language offered. */
	HEARD_COVER_WORD: optional(
		z.string().max(24, 'HEARD_COVER_WORD is one neutral word of at most 24 letters.')
	),

	/** Where Exit leads: a public page that everybody looks at. */
	HEARD_EXIT_TARGET: optional(
		z
			.string()
			.refine(isPlainPage, 'HEARD_EXIT_TARGET is an https address of a harmless public page.')
	),

	/** The emergency number. */
	HEARD_EMERGENCY: optional(
		z.string().regex(/^[\d ]{2,12}$/, 'HEARD_EMERGENCY is the emergency number, digits only.')
	),

	/** Help lines, each a name and a number, with `|` between two. */
	HEARD_HELP_LINES: optional(
		z
			.string()
			.refine(
				(lines) => lines.length <= 400 && linesOf(lines).length <= 4,
				'HEARD_HELP_LINES is at most four lines, 400 letters together.'
			)
	),

	/** Languages offered, the first is the default: `en,ar`. */
	HEARD_LANGUAGES: optional(
		z
			.string()
			.regex(
				/^[a-z]{2,3}(-[A-Za-z]{2,8})?(,[a-z]{2,3}(-[A-Za-z]{2,8})?)*$/,
				'HEARD_LANGUAGES is a list of language codes such as en,ar.'
			)
	)
});

type Environment = Record<string, string | undefined>;

/** Everything that an environment decides. Times in seconds. */
export type Config = ReturnType<typeof readConfig>;
export type Mode = Config['mode'];
export type Installation = Config['installation'];

/** Reads and checks an environment. Throws `StartRefusal` at the first thing that is wrong. */
export function readConfig(environment: Environment) {
	const read = variables.safeParse(environment);
	if (!read.success) {
		// our own sentences; zod's issues could hold what was given
		throw new StartRefusal(read.error.issues[0]?.message ?? 'The settings cannot be read.');
	}
	const set = read.data;
	const surface = set.SURFACE;
	const mode = set.HEARD_MODE ?? 'production';
	const runsWorker = surface !== 'intake' && set.HEARD_WORKER !== 'off';

	refuseUnsafe(set, { mode, runsWorker });
	refuseUnsafeDelivery(set, mode);

	return {
		surface,
		mode,
		origin: set.ORIGIN,
		/** Where links lead. */
		intakeOrigin: set.HEARD_INTAKE_ORIGIN ?? set.ORIGIN,
		host: set.HOST ?? '127.0.0.1',
		port: set.PORT ?? 3000,
		bodySizeLimit: set.BODY_SIZE_LIMIT ?? (surface === 'intake' ? '64K' : '512K'),
		timeouts: {
			headers: set.HEADERS_TIMEOUT ?? 10,
			keepAlive: set.KEEP_ALIVE_TIMEOUT ?? 5,
			shutdown: set.SHUTDOWN_TIMEOUT ?? 20
		},
		/** Addresses by login; null where this process has no such login. */
		databases: {
			intake: surface === 'intake' ? set.DATABASE_URL : (set.DATABASE_INTAKE_URL ?? null),
			desk: surface === 'intake' ? null : set.DATABASE_URL,
			worker: surface === 'intake' ? null : (set.DATABASE_WORKER_URL ?? null)
		},
		poolSize: set.HEARD_POOL_SIZE ?? 10,
		pepperFile: set.HEARD_PEPPER_FILE,
		kekFile: set.HEARD_KEK_FILE ?? null,
		runsWorker,
		/** Who takes messages out of the house. */
		delivery: {
			mail:
				set.SMTP_URL && set.HEARD_MAIL_FROM
					? { url: set.SMTP_URL, from: set.HEARD_MAIL_FROM }
					: null,
			sms:
				set.SMS_URL && set.HEARD_SMS_KEY_FILE && set.HEARD_SMS_SENDER
					? { url: set.SMS_URL, keyFile: set.HEARD_SMS_KEY_FILE, sender: set.HEARD_SMS_SENDER }
					: null,
			outboxFolder: set.HEARD_OUTBOX ?? null
		},
		installation: {
			/** Its people are invented, and its pages say so. */
			isDemo: mode === 'demo',
			coverWord: set.HEARD_COVER_WORD ?? 'Reminder',
			exitTarget: set.HEARD_EXIT_TARGET ?? 'https://www.bbc.com/weather',
			emergency: set.HEARD_EMERGENCY ?? '112',
			helpLines: linesOf(set.HEARD_HELP_LINES ?? ''),
			languages: (set.HEARD_LANGUAGES ?? 'en').split(',')
		}
	};
}

type Variables = z.infer<typeof variables>;

function refuseUnsafe(
	set: Variables,
	{ mode, runsWorker }: { mode: string; runsWorker: boolean }
): void {
	if (mode === 'production' && set.SURFACE === 'all') {
		throw new StartRefusal(
			'SURFACE=all is for development: one host would share cookies. Run intake and desk as two processes.'
		);
	}
	if (set.SURFACE === 'intake' && set.HEARD_KEK_FILE !== undefined) {
		throw new StartRefusal(
			'Intake must not be able to open anything: take HEARD_KEK_FILE away from it, and the file off its host.'
		);
	}
	if (set.SURFACE !== 'intake' && set.HEARD_KEK_FILE === undefined) {
		throw new StartRefusal(
			'HEARD_KEK_FILE is missing: set it to the path of the key file, or the desk can open nothing.'
		);
	}
	if (runsWorker && set.DATABASE_WORKER_URL === undefined) {
		throw new StartRefusal(
			'DATABASE_WORKER_URL is missing: set it to the address with the login heard_worker, or set HEARD_WORKER=off if the worker runs elsewhere.'
		);
	}
	if (set.SURFACE === 'all' && set.DATABASE_INTAKE_URL === undefined) {
		throw new StartRefusal(
			'DATABASE_INTAKE_URL is missing: SURFACE=all needs the addresses of all three logins.'
		);
	}
	if (set.SURFACE === 'desk' && set.HEARD_INTAKE_ORIGIN === undefined) {
		throw new StartRefusal(
			'HEARD_INTAKE_ORIGIN is missing: set it to the ORIGIN of intake, or the links that the desk issues lead nowhere.'
		);
	}
	const { protocol, hostname } = new URL(set.ORIGIN);
	const isThisMachine = hostname === 'localhost' || hostname === '127.0.0.1';
	if (mode === 'production' && protocol !== 'https:' && !isThisMachine) {
		throw new StartRefusal(
			'ORIGIN must begin with https://: browsers keep our cookies for no other address.'
		);
	}
}

/** Messages carry working links: they go to nobody by mistake, and never in the clear. */
function refuseUnsafeDelivery(set: Variables, mode: string): void {
	const own = [set.SMTP_URL, set.SMS_URL, set.HEARD_SMS_KEY_FILE, set.HEARD_OUTBOX];
	if (set.SURFACE === 'intake' && own.some((one) => one !== undefined)) {
		throw new StartRefusal(
			'Intake sends nothing: take SMTP_URL, SMS_URL, HEARD_SMS_KEY_FILE and HEARD_OUTBOX away from it.'
		);
	}
	if (set.SMTP_URL !== undefined && set.HEARD_MAIL_FROM === undefined) {
		throw new StartRefusal(
			'HEARD_MAIL_FROM is missing: set it to the neutral address that mails come from.'
		);
	}
	if (set.SMS_URL !== undefined) {
		if (set.HEARD_SMS_KEY_FILE === undefined || set.HEARD_SMS_SENDER === undefined) {
			throw new StartRefusal(
				'SMS_URL needs HEARD_SMS_KEY_FILE, the path of the file with the key of the gateway, and HEARD_SMS_SENDER.'
			);
		}
		const { protocol, hostname, username, password } = new URL(set.SMS_URL);
		if (username !== '' || password !== '') {
			throw new StartRefusal(
				'SMS_URL holds a password: take it out, the key belongs into HEARD_SMS_KEY_FILE.'
			);
		}
		if (protocol !== 'https:' && (mode === 'production' || !isLoopback(hostname))) {
			throw new StartRefusal(
				'SMS_URL must begin with https://: her number and her link would be read on the way.'
			);
		}
	}
	if (set.HEARD_OUTBOX !== undefined && mode === 'production') {
		throw new StartRefusal(
			'HEARD_OUTBOX keeps links that work in a folder: it is for the demo only. Take it away and set SMTP_URL or SMS_URL.'
		);
	}
}

let current: Config | undefined;

/** The configuration of this process, read once. Not to be asked while building. */
export function config(): Config {
	// eslint-disable-next-line no-restricted-properties -- this is the file that reads it
	current ??= readConfig(process.env);
	return current;
}

/** Kit's handler reads its own variables as it is imported: call this before. */
export function tellKit({ origin, bodySizeLimit }: Config): void {
	// eslint-disable-next-line no-restricted-properties -- Kit takes it from nowhere else
	Object.assign(process.env, { ORIGIN: origin, BODY_SIZE_LIMIT: bodySizeLimit });
}
