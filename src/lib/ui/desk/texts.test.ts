import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lanes, laneStates } from '#lib/domain/concern/index.ts';
import { ruleInput, silenceInput } from '#lib/domain/rules/input.ts';
import { hasText, text } from '#lib/i18n/index.ts';
import { en } from '#lib/i18n/locales/en/index.ts';

const here = new URL('./', import.meta.url);
const code = readdirSync(here, { recursive: true })
	.map(String)
	.filter((file) => /\.(svelte|ts)$/.test(file) && !file.endsWith('.test.ts'))
	.map((file) => readFileSync(new URL(file, here), 'utf8'))
	.join('\n');

// keys that refusals, limits and the mails of the worker bring along by themselves
const fromElsewhere = /^(clock\.|outbox\.mail\.|desk\.(unavailable|not_ours)$)/;

describe('the words of the desk', () => {
	it('has every text that a page asks for by name', () => {
		const keys = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key ?? '');
		const missing = keys.filter((key) => !hasText(key) && !hasText(`${key}_other`));
		expect(keys.length).toBeGreaterThan(80);
		expect(missing).toEqual([]);
	});

	it('has no text that nothing shows', () => {
		const isShown = (key: string) => {
			const name = key.replace(/_(one|other)$/, '');
			const above = name.split('.').map((_, end, parts) => parts.slice(0, end).join('.'));
			return (
				code.includes(`'${key}'`) ||
				code.includes(`'${name}'`) ||
				above.some((start) => start !== '' && code.includes(`\`${start}.\${`))
			);
		};
		const unshown = leaves(en.desk).filter((key) => !fromElsewhere.test(key) && !isShown(key));
		expect(unshown).toEqual([]);
	});

	it.each([
		['desk.lane', lanes],
		['desk.state', laneStates],
		['desk.severity', ['critical', 'high', 'medium', 'low', 'label', 'technical']],
		['desk.unknown', ['skipped', 'declined', 'not_asked']],
		['desk.programme', ['referred', 'attending', 'completed', 'suspended', 'dropped']]
	])('%s has a word for each', (place, names) => {
		expect(names.filter((name) => !hasText(`${place}.${name}`))).toEqual([]);
	});

	it('no reason stands without its fact: each fact that a rule can name has words', () => {
		// not in any reason: they choose questions, or are said by the reason itself
		const silent = [
			'hasProgramme',
			'hasSupportWorker',
			'hasSupportOrg',
			'supportConfidential',
			'withoutW1',
			'firstResponse',
			'personPhrase',
			'alone',
			'distressed',
			'deliveredAt',
			'sentAt',
			'refused',
			'paused'
		];
		const { facts, observations } = ruleInput.parse({ now: '2026-11-23T09:42:00Z' });
		const { checkIn, facts: ofSilence } = silenceInput.parse({
			checkIn: { dueAt: '2026-11-20' },
			now: '2026-11-23T09:42:00Z'
		});
		const names = [facts, observations, checkIn, ofSilence].flatMap(Object.keys);
		const wordless = names.filter((name) => !hasText(`desk.fact.${name}`));
		expect([...new Set(wordless)].toSorted()).toEqual(silent.toSorted());
	});

	it('counts in words', () => {
		const t = text('en');
		expect(t('desk.queue.more_reasons', { count: 1 })).toBe('1 more reason');
		expect(t('desk.queue.more_reasons', { count: 3 })).toBe('3 more reasons');
	});

	it('never speaks of a score or of how many were ticked', () => {
		const words = JSON.stringify(en.desk);
		expect(words.match(/\b(score|probab|likel|ticked)/gi)).toBeNull();
	});
});

function leaves(catalogue: object): string[] {
	return Object.entries(catalogue).flatMap(([name, value]) =>
		typeof value === 'string' ? [name] : leaves(value).map((below) => `${name}.${below}`)
	);
}
