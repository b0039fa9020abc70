import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as cases from '#lib/server/desk/cases/index.ts';
import { textOfFile } from './file.ts';

vi.mock('#lib/server/desk/cases/index.ts', () => ({ sentBack: vi.fn(), mostOfPage: vi.fn() }));
beforeEach(() => {
	vi.mocked(cases.mostOfPage).mockReturnValue(100);
	vi.mocked(cases.sentBack).mockReturnValue(100);
});

function upload(bytes: string | Uint8Array<ArrayBuffer>): Request {
	const body = new FormData();
	body.set('file', new File([bytes], 'cases.csv'));
	return new Request('https://desk.example/', { method: 'POST', body });
}

describe('an uploaded file', () => {
	test('is its text', async () => {
		expect(await textOfFile(upload('a,b'))).toEqual({ ok: true, text: 'a,b' });
	});

	test('that would not come back whole is too large at once', async () => {
		vi.mocked(cases.sentBack).mockReturnValue(101);
		expect(await textOfFile(upload('a,b'))).toEqual({ ok: false, problem: 'too_large' });
	});

	test('that the server cut off is too large', async () => {
		const cut = Object.assign(new Error('cut off'), { status: 413 });
		const request = upload('a,b');
		vi.spyOn(request, 'formData').mockRejectedValue(cut);
		expect(await textOfFile(request)).toEqual({ ok: false, problem: 'too_large' });
	});

	test.each([
		[
			'no form',
			{ body: 'nonsense', headers: { 'content-type': 'multipart/form-data; boundary=x' } }
		],
		['no file', { body: new FormData() }]
	])('that is %s is a problem and no breakdown', async (_, init) => {
		const request = new Request('https://desk.example/', { method: 'POST', ...init });
		expect(await textOfFile(request)).toEqual({ ok: false, problem: 'file' });
	});

	test('that is no UTF-8 is a problem', async () => {
		expect(await textOfFile(upload(new Uint8Array([0xff, 0xfe])))).toEqual({
			ok: false,
			problem: 'file'
		});
	});
});
