import { cpuOf, memoryOf } from './cpu.ts';
import { WireClient } from './wire-client.ts';
import type { OneTimeLink } from '../support/victim.ts';

// L1 of the threat model: check-ins against the production build on the same machine, each one whole
// and each answer checked. It counts only if the last page came back.

/** Consent and safety gate, then eight questions one per page; the rest is skipped at MORE. */
export const pages: [q: string, body: string][] = [
	['CN0', 'q=CN0&CN0=yes&do=continue'],
	['CN2', 'q=CN2&CN2=yes&do=continue'],
	['SF1', 'q=SF1&SF1=1&do=continue'],
	['SF2', 'q=SF2&SF2=2&do=continue'],
	['H2', 'q=H2&H2=none&do=continue'],
	['R1', 'q=R1&R1=none&do=continue'],
	['V1', 'q=V1&V1=1&do=continue'],
	['U1', 'q=U1&U1=no&do=continue'],
	['N1', 'q=N1&N1=no&do=continue'],
	['N3', 'q=N3&N3=yes&do=continue'],
	['MORE', 'q=MORE&MORE=no&do=continue'],
	['Z1', 'q=Z1&do=skip'],
	['N4', 'q=N4&N4=yes&do=continue']
];

export type CheckIn = { requests: number; bytes: number; times: number[]; ms: number };

/** One whole check-in. Throws at the first answer that is not the expected one. */
export async function checkIn(origin: string, link: OneTimeLink): Promise<CheckIn> {
	const browser = new WireClient(origin);
	const began = performance.now();
	const expect = (is: boolean, what: string) => {
		if (!is) throw new Error(`not as expected: ${what}`);
	};
	try {
		expect((await browser.ask('GET', link.path)).status === 200, 'landing page');
		const opened = await browser.ask('POST', link.path, `pin=${link.pin}`);
		expect(opened.status === 303 && opened.location === '/c', 'opening');
		expect((await browser.ask('GET', '/c')).status === 200, 'first page');
		for (const [q, body] of pages) {
			const saved = await browser.ask('POST', '/c', body);
			expect(saved.status === 303, `saving ${q}`);
			expect((await browser.ask('GET', '/c')).status === 200, `page after ${q}`);
		}
		expect((await browser.ask('POST', '/c', 'do=send')).status === 303, 'sending');
		const last = await browser.ask('GET', '/c');
		expect(last.status === 200, 'last page');
		return {
			requests: browser.requests,
			bytes: browser.bytes,
			times: browser.times,
			ms: performance.now() - began
		};
	} finally {
		browser.close();
	}
}

export type Load = {
	checkIns: number;
	seconds: number;
	perSecond: number;
	requestMs: { p50: number; p95: number; p99: number };
	errors: number;
	/** CPU seconds of one check-in, by who used them. Null where the system does not tell. */
	cpu: { intake: number; desk: number; postgres: number; total: number } | null;
	memoryMb: { intake: number | null; desk: number | null };
};

/** All links, `concurrency` at a time. */
export async function load(
	origin: string,
	links: OneTimeLink[],
	{
		concurrency,
		pids
	}: { concurrency: number; pids: { intake: number; desk: number; postgres: number } }
): Promise<Load> {
	const used = () => {
		const [intake, desk, postgres] = [cpuOf(pids.intake), cpuOf(pids.desk), cpuOf(pids.postgres)];
		return intake === null || desk === null || postgres === null
			? null
			: { intake, desk, postgres };
	};
	const times: number[] = [];
	let errors = 0;
	const left = [...links];
	const before = used();
	const began = performance.now();
	await Promise.all(
		Array.from({ length: concurrency }, async () => {
			for (let link = left.pop(); link; link = left.pop()) {
				try {
					times.push(...(await checkIn(origin, link)).times);
				} catch {
					errors += 1;
				}
			}
		})
	);
	const seconds = (performance.now() - began) / 1000;
	const after = used();
	const done = links.length - errors;
	const each = (key: 'intake' | 'desk' | 'postgres') =>
		before && after ? (after[key] - before[key]) / done : 0;
	return {
		checkIns: done,
		seconds,
		perSecond: done / seconds,
		requestMs: { p50: at(times, 0.5), p95: at(times, 0.95), p99: at(times, 0.99) },
		errors,
		cpu:
			before && after
				? {
						intake: each('intake'),
						desk: each('desk'),
						postgres: each('postgres'),
						total: each('intake') + each('desk') + each('postgres')
					}
				: null,
		memoryMb: { intake: memoryOf(pids.intake), desk: memoryOf(pids.desk) }
	};
}

/** A quantile of the measured times, in milliseconds. */
export function at(times: number[], share: number): number {
	const sorted = times.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
