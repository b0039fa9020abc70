import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { agencyId, concernId, responseId, unitId } from '#lib/domain/ids.ts';
import { BoxError } from '../box.ts';
import * as keys from './index.ts';

const id = (last: number) => `01932f5c-7e8a-7000-8000-${String(last).padStart(12, '0')}`;
const boxKey = createSecretKey(new Uint8Array(32).fill(4));
const content = { code: 'F-COERCED', others: 2 };

const agency = agencyId.parse(id(1));
const response = { agencyId: agency, responseId: responseId.parse(id(2)) };
const month = { agencyId: agency, unitId: unitId.parse(id(3)), month: '2026-11' };
const lane = { agencyId: agency, concernId: concernId.parse(id(4)), lane: 'police' } as const;

const measure = keys.boxMeasure({ ...response, boxKey, content });
const aggregate = keys.boxAggregate({ ...month, boxKey, content });
const headline = keys.boxHeadline({ ...lane, boxKey, content });

const openMeasure = (moved = {}, box = measure) =>
	keys.openMeasure({ ...response, boxKey, box, ...moved });
const openAggregate = (moved = {}, box = aggregate) =>
	keys.openAggregate({ ...month, boxKey, box, ...moved });
const openHeadline = (moved = {}, box = headline) =>
	keys.openHeadline({ ...lane, boxKey, box, ...moved });

describe('what is boxed under the box key', () => {
	it.each([
		['a measure', openMeasure],
		['an aggregate', openAggregate],
		['a headline', openHeadline]
	])('%s opens where it belongs', (_thing, open) => {
		expect(open()).toEqual(content);
	});

	it.each([
		['a measure', 'agency', () => openMeasure({ agencyId: id(9) })],
		['a measure', 'response', () => openMeasure({ responseId: id(9) })],
		['an aggregate', 'agency', () => openAggregate({ agencyId: id(9) })],
		['an aggregate', 'unit', () => openAggregate({ unitId: id(9) })],
		['an aggregate', 'month', () => openAggregate({ month: '2026-12' })],
		['a headline', 'agency', () => openHeadline({ agencyId: id(9) })],
		['a headline', 'concern', () => openHeadline({ concernId: id(9) })],
		['a headline', 'lane', () => openHeadline({ lane: 'support' })],
		['a headline', 'key', () => openHeadline({ boxKey: createSecretKey(new Uint8Array(32)) })],
		['a measure', 'kind', () => openMeasure({ responseId: lane.concernId }, headline)]
	])('%s is refused with another %s', (_thing, _part, open) => {
		expect(open).toThrow(BoxError);
	});

	it('has one length, so that a headline does not tell its code', () => {
		const short = keys.boxHeadline({ ...lane, boxKey, content: { code: 'F-CALL', others: 0 } });
		expect(short).toHaveLength(headline.length);
	});
});
