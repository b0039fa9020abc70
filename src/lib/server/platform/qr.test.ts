import { create } from 'qrcode';
import { expect, it } from 'vitest';
import { drawQr } from './qr.ts';

it('draws every dark module and no other', () => {
	const address = 'https://reminder.example/l/0123456789abcdefghjkmnpqrstvwxyz';
	const { size, path } = drawQr(address);
	const dark = new Set<string>();
	for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g)) {
		for (let at = 0; at < Number(width); at++) dark.add(`${Number(x) + at} ${y}`);
	}
	const { modules } = create(address, { errorCorrectionLevel: 'M' });
	const wanted = new Set<string>();
	for (let y = 0; y < size; y++) {
		for (let x = 0; x < size; x++) if (modules.get(y, x)) wanted.add(`${x} ${y}`);
	}
	expect(size).toBe(modules.size);
	expect(dark).toEqual(wanted);
	expect(path.replaceAll(/M\d+ \d+h\d+v1H\d+z/g, '')).toBe('');
});
