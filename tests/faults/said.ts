import type { StoredAnswers } from '../../src/lib/domain/questionnaire/index.ts';

/** What everybody in these tests tells: it raises flags in several lanes, and holds own words. */
export const said: StoredAnswers = {
	CN0: 'yes',
	CN1: 'both',
	CN2: 'yes',
	SF1: '-2',
	SF2: '1',
	H2: ['physical', 'other'],
	H2_text: 'He waited at the corner of Quince Lane',
	R1: ['neck'],
	V1: '4',
	V2: 'A paper will not stop him',
	U1: 'want',
	N1: 'urgent',
	N2: 'officer',
	N3: 'yes',
	MORE: 'no',
	Z1: 'Thank you for asking',
	N4: 'yes'
};
