import { describe, expect, it } from 'vitest';
import { languages } from '#lib/i18n/index.ts';
import { messageText } from './message.ts';

const covers = ['a', 'b', 'c'] as const;
const occasions = ['first', 'again'] as const;
// the longest host that an installation should choose, and a token's 32 letters
const link = `https://reminder.example.org/l/${'0123456789abcdefghjkmnpqrstvwxyz'}`;

// 3GPP TS 23.038: the letters of a text message of 160 signs; those of the second row count twice
const basic =
	'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€';

function partsOf(text: string): number {
	const signs = [...text];
	if (signs.every((sign) => basic.includes(sign) || extended.includes(sign))) {
		const septets = signs.reduce((sum, sign) => sum + (extended.includes(sign) ? 2 : 1), 0);
		return septets <= 160 ? 1 : Math.ceil(septets / 153);
	}
	return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
}

const all = languages.flatMap((language) =>
	covers.flatMap((cover) => occasions.map((occasion) => ({ language, cover, occasion })))
);

describe('what she gets on her phone', () => {
	it.each(all)('$language, cover $cover, $occasion: few parts, or a phone shows half', (which) => {
		expect(partsOf(messageText({ ...which, link }))).toBeLessThanOrEqual(2);
	});
});
