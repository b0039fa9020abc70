import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

const offered = ['en', 'de', 'ar'];

test.each<[string | null, string | null, string]>([
	[null, null, 'en'],
	['ar', null, 'ar'],
	['ar', 'de', 'ar'],
	['xx', 'de', 'de'],
	['<script>', null, 'en'],
	[null, 'de-AT,de;q=0.9,en;q=0.8', 'de'],
	[null, 'fr, AR;q=0.5, de;q=0.7', 'de'],
	[null, 'de;q=0, ar;q=0.1', 'ar'],
	[null, 'fr', 'en'],
	[null, ';;;,=,q=', 'en'],
	[null, 'x,'.repeat(10_000), 'en']
])('asked %s, browser says %s: %s', (asked, accepted, expected) => {
	expect(languageOf(asked, { accepted, offered })).toBe(expected);
});
