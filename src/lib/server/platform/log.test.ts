import { describe, expect, test } from 'vitest';
import { allowedOf, codeOf, framesOf } from './log.ts';

// what must reach no log, whatever goes wrong on the way
const secrets = {
	token: '0a1b2c3d4e5f6g7h8j9kamanbpcqdres',
	pin: '482913',
	answer: 'he was at the school again',
	phone: '+43 660 1234567',
	name: 'Amara Example',
	email: 'amara@example.org',
	address: '203.0.113.9',
	password: 'hunter2',
	path: '/l/0a1b2c3d4e5f6g7h8j9kamanbpcqdres'
};
const planted = Object.values(secrets);

/** What Drizzle throws: the query and its parameters in the message, the driver's error as cause. */
function databaseError(): Error {
	const cause = Object.assign(new Error(`invalid input: "${secrets.answer}"`), {
		code: '22P02',
		detail: `Key (email)=(${secrets.email}) exists.`
	});
	return new Error(`Failed query: insert into x\nparams: ${planted.join(',')}`, { cause });
}

describe('a line of the log', () => {
	test('holds the fields of the list and drops all others', () => {
		const line = {
			surface: 'desk',
			request: '0190a6f0-8d3b-7c44-9f00-1a2b3c4d5e6f',
			route: '/(intake)/l/[token]',
			method: 'POST',
			status: 500,
			ms: 3.2,
			code: '22P02',
			frames: ['src/lib/server/platform/log.ts:10']
		};
		const others = { url: secrets.path, ip: secrets.address, message: secrets.answer, err: {} };
		expect(allowedOf({ ...line, ...others })).toEqual(line);
	});

	test('holds no secret, in whatever field somebody puts it by mistake', () => {
		const fields = ['surface', 'request', 'route', 'method', 'status', 'ms', 'agency', 'staff'];
		for (const field of [...fields, 'object', 'code', 'frames', 'url', 'message', 'event']) {
			for (const secret of planted) {
				expect(allowedOf({ [field]: secret })).toEqual({});
				expect(allowedOf({ [field]: [secret] })).toEqual({});
				expect(allowedOf({ [field]: { secret } })).toEqual({});
			}
		}
	});

	test.each([
		'/',
		'/healthz',
		'/(intake)/c',
		'/(intake)/l/[token]',
		'/desk/concerns/[id]',
		'/desk/[...address]'
	])('names the route %s', (route) => {
		expect(allowedOf({ route })).toEqual({ route });
	});
});

describe('an error in the log', () => {
	test('is where it happened and its code, without a word of what it says', () => {
		const error = databaseError();
		expect(codeOf(error)).toBe('22P02');
		const frames = framesOf(error);
		expect(frames[0]).toMatch(/^src\/lib\/server\/platform\/log\.test\.ts:\d+$/);
		for (const secret of planted) expect(frames.join('\n')).not.toContain(secret);
	});

	test('shows no words that were written to look like frames', () => {
		const words = `x\n    at he (/said/that/he/knows.ts:12:3)`;
		const error = new Error(`Failed query\nparams: ${words}`);
		expect(framesOf(error).join()).not.toContain('said');
	});

	test('whose message was changed afterwards shows nothing', () => {
		const error = new Error(secrets.answer);
		void error.stack;
		error.message = 'another';
		expect(framesOf(error)).toEqual([]);
	});

	test.each([null, undefined, secrets.answer, { message: secrets.answer }])(
		'that is none (%#) writes nothing',
		(thrown) => {
			expect(framesOf(thrown)).toEqual([]);
			expect(codeOf(thrown)).toBeNull();
		}
	);
});
