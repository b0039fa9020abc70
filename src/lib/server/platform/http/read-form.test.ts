import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readForm, typedFields } from './read-form.ts';

function posted(body: string | FormData): Request {
	return new Request('https://a.example/', {
		method: 'POST',
		body,
		...(typeof body === 'string' && {
			headers: { 'content-type': 'application/x-www-form-urlencoded' }
		})
	});
}

const signIn = z.object({
	email: z.email('email.wrong'),
	password: z.string('password.missing').min(1, 'password.missing')
});

describe('a form', () => {
	test('gives what the schema asks for, and drops the rest', async () => {
		const form = await readForm(
			posted('email=a%40b.example&password=x&role=admin&__proto__=1'),
			signIn
		);
		expect(form).toEqual({ ok: true, value: { email: 'a@b.example', password: 'x' } });
	});

	test('with a problem gives back everything that was typed', async () => {
		const form = await readForm(posted('email=+nobody+&password=&role=admin'), signIn);
		expect(form).toEqual({
			ok: false,
			typed: { email: ' nobody ', password: '' },
			problems: { email: 'email.wrong', password: 'password.missing' }
		});
	});

	test('that repeats a name where one is wanted is a problem, not a crash', async () => {
		const form = await readForm(
			posted('email=a%40b.example&email=c%40d.example&password=x'),
			signIn
		);
		expect(form).toMatchObject({ ok: false, typed: { email: ['a@b.example', 'c@d.example'] } });
	});

	test('that is empty is a problem', async () => {
		const form = await readForm(posted(''), signIn);
		expect(form.ok).toBe(false);
	});
});

describe('fields as typed', () => {
	test.each<[string, Record<string, string | string[]>]>([
		['SF1=safer', { SF1: 'safer' }],
		['R1=phone&R1=came&do=continue', { R1: ['phone', 'came'], do: 'continue' }],
		['SF1=', { SF1: '' }],
		['M1_text=caf%C3%A9%0D%0Aand+more', { M1_text: 'café\r\nand more' }],
		['R1%5B%5D=phone', { 'R1[]': 'phone' }],
		['a=%00', { a: '\0' }],
		['', {}]
	])('%s', async (body, fields) => {
		expect({ ...(await typedFields(posted(body))) }).toEqual(fields);
	});

	test('a field called __proto__ is a field and nothing else', async () => {
		const typed = await typedFields(posted('__proto__=x&constructor=y'));
		expect(Object.keys(typed)).toEqual(['__proto__', 'constructor']);
		expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
	});

	test('of a body that is no form are refused', async () => {
		const request = new Request('https://a.example/', {
			method: 'POST',
			body: 'no parts at all',
			headers: { 'content-type': 'multipart/form-data; boundary=x' }
		});
		await expect(typedFields(request)).rejects.toMatchObject({ status: 415 });
	});

	test('a file in place of text counts as nothing', async () => {
		const data = new FormData();
		data.set('note', new File(['x'], 'x.txt'));
		expect({ ...(await typedFields(posted(data))) }).toEqual({});
	});
});
