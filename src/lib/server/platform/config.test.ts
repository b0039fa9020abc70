import { describe, expect, test } from 'vitest';
import { readConfig, StartRefusal } from './config.ts';

const intake = {
	SURFACE: 'intake',
	ORIGIN: 'https://reminder.example',
	DATABASE_URL: 'postgres://heard_intake:hunter2@db.example/heard',
	HEARD_PEPPER_FILE: '/keys/pepper'
};
const desk = {
	SURFACE: 'desk',
	ORIGIN: 'https://desk.example',
	HEARD_INTAKE_ORIGIN: 'https://reminder.example',
	DATABASE_URL: 'postgres://heard_desk:hunter2@db.example/heard',
	DATABASE_WORKER_URL: 'postgres://heard_worker:hunter2@db.example/heard',
	HEARD_PEPPER_FILE: '/keys/pepper',
	HEARD_KEK_FILE: '/keys/kek'
};
const all = {
	...desk,
	SURFACE: 'all',
	ORIGIN: 'http://localhost:5173',
	DATABASE_INTAKE_URL: intake.DATABASE_URL,
	HEARD_MODE: 'development'
};

describe('what starts', () => {
	test('an intake host knows one login and no key that opens', () => {
		const config = readConfig(intake);
		expect(config.databases).toEqual({ intake: intake.DATABASE_URL, desk: null, worker: null });
		expect(config).toMatchObject({ kekFile: null, runsWorker: false, bodySizeLimit: '64K' });
	});

	test('a desk host runs its worker and listens to nobody but its proxy', () => {
		expect(readConfig(desk)).toMatchObject({
			runsWorker: true,
			host: '127.0.0.1',
			bodySizeLimit: '512K',
			timeouts: { headers: 10, keepAlive: 5, shutdown: 20 }
		});
		expect(readConfig({ ...desk, HEARD_WORKER: 'off' }).runsWorker).toBe(false);
	});

	test('whoever says nothing gets production and a neutral installation', () => {
		expect(readConfig(intake)).toMatchObject({
			mode: 'production',
			installation: { coverWord: 'Reminder', emergency: '112', helpLines: [], languages: ['en'] }
		});
	});

	test('help lines are told apart by a bar', () => {
		const lines = ' Women’s helpline 0800 1 | Children 0800 2 |';
		expect(readConfig({ ...intake, HEARD_HELP_LINES: lines }).installation.helpLines).toEqual([
			'Women’s helpline 0800 1',
			'Children 0800 2'
		]);
	});

	test('development has all three logins in one process', () => {
		expect(readConfig(all).databases.intake).toBe(intake.DATABASE_URL);
	});
});

describe('messages that leave the house', () => {
	const sms = {
		SMS_URL: 'https://gateway.example/messages',
		HEARD_SMS_KEY_FILE: '/keys/gateway',
		HEARD_SMS_SENDER: 'Reminder'
	};
	const mail = {
		SMTP_URL: 'smtps://post:hunter2@mail.example',
		HEARD_MAIL_FROM: 'post@host.example'
	};

	test('leave by what was set up, and by nothing where nothing was', () => {
		expect(readConfig(desk).delivery).toEqual({ mail: null, sms: null, outboxFolder: null });
		expect(readConfig({ ...desk, ...sms, ...mail }).delivery).toEqual({
			mail: { url: mail.SMTP_URL, from: mail.HEARD_MAIL_FROM },
			sms: { url: sms.SMS_URL, keyFile: '/keys/gateway', sender: 'Reminder' },
			outboxFolder: null
		});
	});

	test('stay in a folder in the demo, and a gateway of this machine may do without https there', () => {
		const demo = { ...desk, HEARD_MODE: 'demo', HEARD_OUTBOX: '.data/outbox' };
		const here = { ...sms, SMS_URL: 'http://127.0.0.1:4000/messages' };
		expect(readConfig({ ...demo, ...here }).delivery).toMatchObject({
			outboxFolder: '.data/outbox'
		});
	});

	test.each<[string, Record<string, string>, RegExp]>([
		['an outbox in production', { HEARD_OUTBOX: '/tmp/outbox' }, /HEARD_OUTBOX keeps links/],
		['a mail server without a sender', { SMTP_URL: mail.SMTP_URL }, /HEARD_MAIL_FROM is missing/],
		[
			'a sender of two lines',
			{ ...mail, HEARD_MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' },
			/HEARD_MAIL_FROM/
		],
		['another kind of mail server', { ...mail, SMTP_URL: 'imap://mail.example' }, /SMTP_URL/],
		['a gateway without a key', { SMS_URL: sms.SMS_URL }, /HEARD_SMS_KEY_FILE/],
		['a gateway in the clear', { ...sms, SMS_URL: 'http://gateway.example' }, /https:/],
		['one of this machine in production', { ...sms, SMS_URL: 'http://127.0.0.1:1' }, /https:/],
		[
			'a password in the address',
			{ ...sms, SMS_URL: 'https://a:hunter2@gateway.example' },
			/take it out/
		],
		['a sender that could be a header', { ...sms, HEARD_SMS_SENDER: 'a\r\nb' }, /HEARD_SMS_SENDER/]
	])('%s is refused, without saying what was given', (_, environment, sentence) => {
		const start = () => readConfig({ ...desk, ...environment });
		expect(start).toThrow(StartRefusal);
		expect(start).toThrow(sentence);
		expect(start).not.toThrow(/hunter2/);
	});

	test('never leave from intake', () => {
		expect(() => readConfig({ ...intake, ...mail })).toThrow(/Intake sends nothing/);
		expect(() => readConfig({ ...intake, ...sms })).toThrow(/Intake sends nothing/);
	});
});

describe('what is refused, each with its own sentence', () => {
	const refused: [string, Record<string, string>, RegExp][] = [
		['no surface', { ...intake, SURFACE: '' }, /SURFACE/],
		['both surfaces in production', { ...all, HEARD_MODE: 'production' }, /SURFACE=all/],
		['both surfaces where nobody said a mode', { ...all, HEARD_MODE: '' }, /SURFACE=all/],
		['no origin', { ...intake, ORIGIN: '' }, /ORIGIN is missing/],
		['an origin with a path', { ...intake, ORIGIN: 'https://a.example/' }, /ORIGIN is scheme/],
		['an origin in capitals', { ...intake, ORIGIN: 'https://A.example' }, /ORIGIN is scheme/],
		['plain http on a public host', { ...intake, ORIGIN: 'http://a.example' }, /https:/],
		['no database', { ...intake, DATABASE_URL: '' }, /DATABASE_URL is missing/],
		['another kind of database', { ...intake, DATABASE_URL: 'mysql://a:b@c/d' }, /DATABASE_URL/],
		[
			'a KEK path on intake',
			{ ...intake, HEARD_KEK_FILE: '/keys/kek' },
			/take HEARD_KEK_FILE away/
		],
		['a desk without a KEK', { ...desk, HEARD_KEK_FILE: '' }, /HEARD_KEK_FILE is missing/],
		['a desk that issues links to nowhere', { ...desk, HEARD_INTAKE_ORIGIN: '' }, /INTAKE_ORIGIN/],
		['no pepper', { ...intake, HEARD_PEPPER_FILE: '' }, /HEARD_PEPPER_FILE/],
		['a worker without its login', { ...desk, DATABASE_WORKER_URL: '' }, /DATABASE_WORKER_URL/],
		['a host name from the request', { ...intake, HOST_HEADER: 'x-forwarded-host' }, /HOST_HEADER/],
		['a scheme from the request', { ...intake, PROTOCOL_HEADER: 'x' }, /PROTOCOL_HEADER/],
		['an exit without https', { ...intake, HEARD_EXIT_TARGET: 'http://a.example' }, /EXIT_TARGET/],
		[
			'an exit that leads elsewhere than it reads',
			{ ...intake, HEARD_EXIT_TARGET: 'https://weather.example@evil.example' },
			/EXIT_TARGET/
		],
		['a body of any size', { ...intake, BODY_SIZE_LIMIT: 'Infinity' }, /BODY_SIZE_LIMIT/],
		['five help lines', { ...intake, HEARD_HELP_LINES: 'a|b|c|d|e' }, /HELP_LINES/],
		['an unknown mode', { ...intake, HEARD_MODE: 'prod' }, /HEARD_MODE/]
	];

	test.each(refused)('%s', (_, environment, sentence) => {
		expect(() => readConfig(environment)).toThrow(StartRefusal);
		expect(() => readConfig(environment)).toThrow(sentence);
	});

	test('no sentence repeats what was set: an address holds a password', () => {
		for (const [, environment] of refused) {
			for (const variable of Object.keys(environment)) {
				const broken = { ...environment, [variable]: 'hunter2 //hunter2' };
				expect(saidAbout(broken)).not.toContain('hunter2');
			}
		}
	});
});

function saidAbout(environment: Record<string, string>): string {
	try {
		readConfig(environment);
		return '';
	} catch (error) {
		return String(error);
	}
}
