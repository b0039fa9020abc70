import type { PersonKey } from './cast.ts';

// What each invented victim answers, round by round. A round is the days since the intervention;
// `null` is a round without an answer. The newest round of a case is the one the queue shows.

/** Answers by question id, as they are stored; questions that are not named are skipped. */
export type Answers = Record<string, string | string[]>;

export type Round = {
	/** Whole days after the intervention; the last round of a story is `hoursAgo` instead. */
	day?: number;
	/** For the newest round: how long before the demo starts. */
	hoursAgo?: number;
	answers: Answers | null;
	/** Stops after this question instead of sending. */
	stopAfter?: string;
	/** Minutes after which the officer pressed Seen; nobody has where it is left out. */
	seenAfter?: number;
};

export type Story = {
	reference: string;
	/** Days since the intervention. */
	age: number;
	officer: PersonKey;
	deputy: PersonKey;
	support: PersonKey | null;
	/** A live protection order, made this many days ago. */
	orderAge?: number;
	noContact?: boolean;
	children?: boolean;
	programme?: 'referred' | 'attending' | 'completed' | 'suspended' | 'dropped';
	bailInHours?: number;
	neckEver?: boolean;
	baseline?: string;
	rounds: Round[];
};

const calm: Answers = {
	CN0: 'yes',
	CN1: 'both',
	CN2: 'yes',
	SF1: '1',
	SF2: '2',
	H2: ['none'],
	R1: ['none'],
	V1: '1',
	O2: 'no',
	O5: '2',
	K2: ['none'],
	U1: 'no',
	N1: 'no',
	N3: 'yes',
	MORE: 'no',
	N4: 'yes'
};
const safer: Answers = { ...calm, SF1: '2', SF2: '3', V1: '0', O5: '3' };
const steady: Answers = { ...calm, SF1: '0', SF2: '2' };
const full: Answers = {
	...calm,
	MORE: 'yes',
	CH1: ['none'],
	R1b: ['none'],
	R2: 'no',
	R3: '1',
	V3: ['nothing'],
	O1: 'no',
	K1: 'no',
	T1: 'no',
	X1: 'no',
	P1: 'going',
	P2: 'better',
	M1: 'no',
	M2: 'yes',
	W1: 'no'
};

const breach: Answers = {
	...calm,
	SF1: '-1',
	SF2: '1',
	H2: ['unwanted', 'stalk'],
	H3: 'none',
	H5: 'worse',
	V1: '4',
	V2: 'He was in the car outside the school on Thursday and again on Friday. He did not speak. He did not need to. A paper will not stop him.',
	R3: '2',
	R4: ['hurt', 'kids'],
	O2: 'many',
	O3: ['came', 'watch'],
	O4: 'none',
	O5: '0',
	K2: ['take'],
	K3: 'yes',
	N1: 'urgent',
	N2: 'either'
};
const strangled: Answers = {
	...calm,
	SF1: '-2',
	SF2: '0',
	H2: ['physical', 'control'],
	R1: ['neck'],
	H3: 'none',
	H5: 'worse',
	V1: '4',
	R3: '3',
	R4: ['kill_me'],
	N1: 'urgent',
	N2: 'officer'
};
const harassed: Answers = {
	...calm,
	SF1: '-1',
	SF2: '1',
	H2: ['unwanted', 'proxy'],
	H3: 'some',
	H5: 'same',
	V1: '3',
	V2: 'His sister writes to me every day.',
	R3: '1'
};
const childFear: Answers = {
	...calm,
	SF1: '0',
	SF2: '1',
	V1: '3',
	V2: 'He said I will not see them after the hearing.',
	R3: '2',
	R4: ['kids'],
	K2: ['take', 'abroad'],
	K3: 'ns'
};
const programmeHarm: Answers = {
	...full,
	SF1: '-1',
	SF2: '1',
	H2: ['threat', 'control'],
	H3: 'none',
	H5: 'same',
	V1: '3',
	V2: 'He goes there and comes back angrier.',
	P1: 'going',
	P2: 'worse'
};
const supportOnly: Answers = {
	...full,
	CN1: 'support',
	SF1: '-1',
	SF2: '1',
	H2: ['control'],
	H3: 'none',
	H5: 'same',
	W1: 'past',
	N1: 'later',
	N2: 'worker',
	Z1: 'Please do not tell the officer yet. I need a little time.'
};
const madeWorse: Answers = {
	...full,
	SF1: '-1',
	SF2: '1',
	M1: 'yes',
	M1_text: 'They called while he was in the room.',
	M2: 'no'
};
const wontComply: Answers = {
	...calm,
	SF1: '0',
	SF2: '1',
	V1: '3',
	V2: 'Orders never held him.',
	R3: '1',
	O5: '0'
};
const danger: Answers = { CN0: 'yes', CN1: 'both', CN2: 'danger' };
const wants: Answers = { ...full, V3: ['home', 'support'], N1: 'later', N2: 'worker', T1: 'maybe' };
const declined: Answers = { CN0: 'no' };

const schedule = (age: number, rounds: (Answers | null)[]): Round[] =>
	[3, 14, 30, 90, 182]
		.filter((day) => day < age)
		.map((day, index) => ({ day, answers: rounds[Math.min(index, rounds.length - 1)] ?? null }));

type Sketch = Omit<Story, 'reference' | 'rounds'> & {
	past: (Answers | null)[];
	now?: Omit<Round, 'day'>;
};

const sketches: Sketch[] = [
	// the ones that the officer of the demo will look at first
	{
		age: 31,
		officer: 'vale',
		deputy: 'reed',
		support: 'quill',
		orderAge: 9,
		noContact: true,
		children: true,
		bailInHours: 47,
		baseline: '1',
		past: [steady, calm],
		now: { hoursAgo: 0.1, answers: breach }
	},
	{
		age: 64,
		officer: 'vale',
		deputy: 'reed',
		support: 'wren',
		children: true,
		baseline: '2',
		past: [calm, calm, safer],
		now: { hoursAgo: 1.6, seenAfter: 9, answers: strangled }
	},
	{
		age: 20,
		officer: 'vale',
		deputy: 'reed',
		support: 'wren',
		children: true,
		bailInHours: 60,
		baseline: '1',
		past: [calm, steady],
		now: { hoursAgo: 3.1, seenAfter: 12, answers: childFear }
	},
	{
		age: 97,
		officer: 'vale',
		deputy: 'thorne',
		support: 'quill',
		programme: 'attending',
		baseline: '1',
		past: [calm, calm, full, calm],
		now: { hoursAgo: 5, answers: programmeHarm }
	},
	{
		age: 15,
		officer: 'vale',
		deputy: 'reed',
		support: 'quill',
		orderAge: 14,
		noContact: true,
		baseline: '1',
		past: [steady],
		now: { hoursAgo: 9, seenAfter: 100, answers: wontComply }
	},
	{
		age: 45,
		officer: 'vale',
		deputy: 'reed',
		support: 'quill',
		baseline: '2',
		past: [calm],
		now: { hoursAgo: 20, seenAfter: 200, answers: supportOnly }
	},
	{
		age: 120,
		officer: 'vale',
		deputy: 'reed',
		support: 'wren',
		baseline: '2',
		past: [calm, calm, calm],
		now: { hoursAgo: 26, seenAfter: 300, answers: harassed }
	},
	{
		age: 33,
		officer: 'vale',
		deputy: 'reed',
		support: null,
		baseline: '1',
		past: [calm, calm],
		now: { hoursAgo: 2, answers: harassed, stopAfter: 'V2' }
	},
	{
		age: 10,
		officer: 'vale',
		deputy: 'reed',
		support: 'wren',
		past: [calm],
		now: { hoursAgo: 0.5, answers: wants }
	},
	{
		age: 190,
		officer: 'vale',
		deputy: 'reed',
		support: 'quill',
		orderAge: 30,
		children: true,
		baseline: '0',
		past: [steady, calm, calm, safer, safer]
	},
	{
		age: 185,
		officer: 'vale',
		deputy: 'reed',
		support: 'wren',
		orderAge: 20,
		noContact: true,
		children: true,
		baseline: '0',
		past: [steady, calm, calm, safer]
	},
	{
		age: 96,
		officer: 'vale',
		deputy: 'reed',
		support: 'quill',
		orderAge: 12,
		baseline: '1',
		past: [calm, calm, null, null]
	},
	{
		age: 92,
		officer: 'vale',
		deputy: 'reed',
		support: 'wren',
		baseline: '1',
		past: [calm, null, calm, safer]
	},
	{
		age: 34,
		officer: 'vale',
		deputy: 'reed',
		support: 'quill',
		children: true,
		past: [calm, safer]
	},
	{ age: 17, officer: 'vale', deputy: 'reed', support: null, past: [calm] },
	{ age: 16, officer: 'vale', deputy: 'reed', support: 'wren', orderAge: 15, past: [declined] },
	{
		age: 5,
		officer: 'vale',
		deputy: 'reed',
		support: 'quill',
		children: true,
		orderAge: 4,
		noContact: true,
		past: [steady]
	},
	{ age: 4, officer: 'vale', deputy: 'reed', support: null, past: [null] },
	// a colleague's, and another unit's
	{
		age: 58,
		officer: 'reed',
		deputy: 'vale',
		support: 'quill',
		orderAge: 6,
		noContact: true,
		baseline: '1',
		past: [calm, calm],
		now: { hoursAgo: 0.8, answers: danger, stopAfter: 'CN2' }
	},
	{
		age: 70,
		officer: 'reed',
		deputy: 'vale',
		support: 'wren',
		baseline: '2',
		past: [calm, calm],
		now: { hoursAgo: 30, seenAfter: 400, answers: madeWorse }
	},
	{
		age: 110,
		officer: 'reed',
		deputy: 'thorne',
		support: 'quill',
		programme: 'completed',
		past: [calm, calm, full, safer]
	},
	{
		age: 36,
		officer: 'reed',
		deputy: 'thorne',
		support: null,
		children: true,
		past: [calm, steady]
	},
	{
		age: 40,
		officer: 'thorne',
		deputy: 'reed',
		support: 'wren',
		orderAge: 25,
		noContact: true,
		past: [calm, steady]
	},
	{
		age: 130,
		officer: 'thorne',
		deputy: 'reed',
		support: 'quill',
		baseline: '1',
		past: [calm, calm, calm, safer]
	}
];

// Quiet cases: most of a real desk. Their rounds say safer, the same, or nothing.
const quiet: Sketch[] = Array.from({ length: 20 }, (_, index): Sketch => {
	const officers: PersonKey[] = ['vale', 'reed', 'thorne'];
	const officer = officers[index % 3] ?? 'vale';
	const rounds = [
		[steady, calm, calm, safer, safer],
		[calm, safer, safer],
		[calm, null, calm, calm],
		[null, calm, safer],
		[full, calm, safer, safer]
	];
	return {
		age: 12 + index * 9,
		officer,
		deputy: officer === 'reed' ? 'vale' : 'reed',
		support: index % 4 === 0 ? null : index % 2 === 0 ? 'wren' : 'quill',
		children: index % 3 === 0,
		baseline: String(index % 3),
		...(index % 5 === 0 ? { orderAge: 20, noContact: index % 2 === 0 } : {}),
		...(index % 7 === 0 ? { programme: 'attending' as const } : {}),
		past: rounds[index % rounds.length] ?? []
	};
});

export const stories: Story[] = [...sketches, ...quiet].map(({ past, now, ...story }, index) => ({
	...story,
	reference: `LF-${2096 + index * 7}`,
	rounds: [...schedule(story.age, past), ...(now ? [now] : [])]
}));
