import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits, loadedBy, sums, weigh, type Weights } from '../bench/weights.ts';
import { stage, type Stage } from '../support/stage.ts';

let at: Stage;
let weights: Weights;

beforeAll(async () => {
	at = await stage('weights', { desk: { HEARD_WORKER: 'off' } });
	const { link } = await at.someone({ hasSupportWorker: false });
	weights = await weigh(at.app.intake.origin, link);
});
afterAll(() => at?.close());

const all = () => [...weights.checkIn, ...weights.others];

describe('a check-in of the short path on a phone with little data', () => {
	test('what is weighed is the whole of it, from the code to the thanks', () => {
		expect(weights.checkIn.map(({ status }) => status)).toEqual([
			200,
			...weights.checkIn.slice(1).map((_, index) => (index % 2 === 0 ? 303 : 200))
		]);
		expect(weights.checkIn.at(-1)?.html).toContain('You can close this page.');
		expect(weights.others.map(({ status }) => status)).toEqual([200, 303, 404]);
	});

	test('L7 the landing page is one request of at most 14 kB, styles included', () => {
		expect(weights.checkIn[0]?.html).toContain('<style>');
		expect(sums(weights).landing).toBeLessThanOrEqual(limits.landing);
	});

	test('L7 all answers of it together, headers and redirects included, are at most 60 kB', () => {
		expect(sums(weights).checkIn).toBeLessThanOrEqual(limits.checkIn);
	});

	test('AX2 no page is as large as 30 kB', () => {
		expect(sums(weights).page).toBeLessThan(limits.page);
	});

	test('no page asks for anything beyond itself', () => {
		expect(
			all().flatMap(({ what, html }) => loadedBy(html).map((one) => `${what}: ${one}`))
		).toEqual([]);
	});

	test('what would ask for more is seen', () => {
		for (const html of [
			'<img src="/a.png">',
			'<script src=x.js></script>',
			'<link rel="stylesheet" href="/a.css">',
			'<link rel="icon" href="/favicon.ico">',
			'<style>@import "/a.css";</style>',
			'<style>p{background:url(/a.png)}</style>',
			'<input type="image" src="/a.png">',
			'<meta http-equiv="refresh" content="1;url=/c">',
			'<body background="/a.png">',
			'<a href="/leave" ping="/seen">'
		]) {
			expect([html, loadedBy(html).length]).toEqual([html, expect.any(Number)]);
			expect(loadedBy(html), html).not.toEqual([]);
		}
		expect(loadedBy('<link rel="icon" href="data:," /><a href="/leave">src=1</a>')).toEqual([]);
	});
});
