/** The id of these questions. Any other word, code, order or condition needs a new one. */
export const QUESTIONNAIRE_VERSION = '2026-11';

/** The consent text of CN0: recorded with each response, so that it is known what she agreed to. */
export const CONSENT_VERSION = 'cn0-2026-11';

/** `gate` is consent and safety, `A` the short path, `B` the full path behind MORE, `closing` is for all. */
export type Part = 'gate' | 'A' | 'B' | 'closing';

export type Question = {
	id: QuestionId;
	/** `one` and `many` choose from `codes`; `text` is free writing. */
	kind: 'one' | 'many' | 'text';
	/** For a question that has a place in Part A and one in Part B: A. */
	part: Part;
	/** Answer codes in the order of the page; empty for a text. */
	codes: readonly string[];
	/** Codes that say "nothing of the above" (†). Beside another code the other one counts. */
	exclusive: readonly string[];
	/** Codes that the page sets apart in a second list: none of these, not sure, rather not say. */
	apart: readonly string[];
	/** The code that carries own words in `<id>_text`, and their limit in Unicode characters. */
	other: { code: string; max: number } | null;
	/** Limit of a text question in Unicode characters. */
	max: number | null;
	/** Consent cannot be skipped; everything else can. */
	required: boolean;
};

type Entry =
	| {
			part: Part;
			kind: 'one' | 'many';
			codes: readonly string[];
			exclusive?: readonly string[];
			other?: { code: string; max: number };
			required?: true;
	  }
	| { part: Part; kind: 'text'; max: number };

const dangerSigns = [
	'neck',
	'kill',
	'weapon',
	'sexual',
	'held',
	'perp_suicide',
	'child_hurt',
	'none',
	'rns'
] as const;

const ownWords = { code: 'other', max: 300 } as const;

// Every question in the order of the specification. The words are in the i18n catalogues, under
// q.<id>.text, q.<id>.help and q.<id>.a.<code>.
// prettier-ignore
const written = {
	// Gate: consent, who may see, is it safe now
	CN0: { part: 'gate', kind: 'one', codes: ['yes', 'no', 'never'], required: true },
	CN1: { part: 'gate', kind: 'one', codes: ['both', 'support'], required: true },
	CN2: { part: 'gate', kind: 'one', codes: ['yes', 'not_now', 'danger'] },

	// How safe she feels
	SF1: { part: 'A', kind: 'one', codes: ['2', '1', '0', '-1', '-2', 'ns'] },
	SF2: { part: 'A', kind: 'one', codes: ['3', '2', '1', '0', 'ns'] },

	// What has happened since
	H2: {
		part: 'A',
		kind: 'many',
		codes: ['physical', 'threat', 'unwanted', 'stalk', 'surveil', 'images', 'control', 'property', 'proxy', 'cohabit', 'other', 'none', 'rns'],
		exclusive: ['none', 'rns'],
		other: ownWords
	},
	R1: { part: 'A', kind: 'many', codes: dangerSigns, exclusive: ['none', 'rns'] },
	R2: { part: 'A', kind: 'one', codes: ['yes', 'no', 'ns', 'rns'] },
	H3: { part: 'A', kind: 'one', codes: ['all', 'some', 'none', 'ns'] },
	H5: { part: 'A', kind: 'one', codes: ['worse', 'same', 'less', 'stopped', 'ns'] },

	// Her own view
	V1: { part: 'A', kind: 'one', codes: ['4', '3', '2', '1', '0'] },
	V2: { part: 'A', kind: 'text', max: 1000 },
	R3: { part: 'A', kind: 'one', codes: ['3', '2', '1', '0'] },
	R4: {
		part: 'A',
		kind: 'many',
		codes: ['hurt', 'kill_me', 'kids', 'other_p', 'self', 'find', 'shame', 'other', 'rns'],
		exclusive: ['rns'],
		other: ownWords
	},

	// Protection orders and bail rules
	O2: { part: 'A', kind: 'one', codes: ['no', 'once', 'many', 'ns'] },
	O3: { part: 'A', kind: 'many', codes: ['came', 'msg', 'via', 'watch', 'other'], other: ownWords },
	O4: { part: 'A', kind: 'one', codes: ['all', 'some', 'none', 'ns'] },
	O5: { part: 'A', kind: 'one', codes: ['3', '2', '1', '0', 'ns'] },

	// Children
	K2: {
		part: 'A',
		kind: 'many',
		codes: ['take', 'abroad', 'taken', 'hurt', 'via_contact', 'scared', 'none', 'rns'],
		exclusive: ['none', 'rns']
	},
	K3: { part: 'A', kind: 'one', codes: ['yes', 'no', 'ns'] },

	// Support and contact: asked before MORE, so that they are saved if she stops in the long part
	U1: { part: 'A', kind: 'one', codes: ['yes', 'want', 'no'] },
	N1: { part: 'A', kind: 'one', codes: ['urgent', 'later', 'no'] },
	N2: { part: 'A', kind: 'one', codes: ['officer', 'worker', 'either', 'other'] },
	N3: { part: 'A', kind: 'one', codes: ['yes', 'no', 'ns'] },
	MORE: { part: 'A', kind: 'one', codes: ['yes', 'no'] },

	// The full path
	CH1: {
		part: 'B',
		kind: 'many',
		codes: ['released', 'court', 'order_end', 'separated', 'moved', 'contact_case', 'new_partner', 'preg', 'none'],
		exclusive: ['none']
	},
	R1b: { part: 'B', kind: 'many', codes: dangerSigns, exclusive: ['none', 'rns'] },
	H4: {
		part: 'B',
		kind: 'many',
		codes: ['fear', 'kids', 'status', 'no_help', 'bad_before', 'lang', 'self', 'other', 'rns'],
		exclusive: ['rns'],
		other: ownWords
	},
	V3: {
		part: 'B',
		kind: 'many',
		codes: ['officer', 'shelter', 'order', 'home', 'tech', 'kids', 'support', 'other', 'nothing'],
		exclusive: ['nothing'],
		other: ownWords
	},
	O1: { part: 'B', kind: 'one', codes: ['yes', 'ended', 'no', 'ns'] },
	K1: { part: 'B', kind: 'one', codes: ['yes', 'no'] },
	T1: { part: 'B', kind: 'one', codes: ['yes', 'maybe', 'no'] },
	X1: { part: 'B', kind: 'one', codes: ['theirs', 'mine', 'others', 'no', 'rns'] },
	P1: { part: 'B', kind: 'one', codes: ['going', 'stopped', 'never', 'dk', 'na'] },
	P2: { part: 'B', kind: 'one', codes: ['better', 'same', 'worse', 'ns'] },
	M1: { part: 'B', kind: 'one', codes: ['no', 'yes', 'ns'], other: { code: 'yes', max: 300 } },
	M2: { part: 'B', kind: 'one', codes: ['yes', 'partly', 'no', 'ns'] },
	W1: { part: 'B', kind: 'one', codes: ['no', 'past', 'now', 'rns'] },

	// Closing
	Z1: { part: 'closing', kind: 'text', max: 2000 },
	N4: { part: 'closing', kind: 'one', codes: ['yes', 'other_way', 'no'] }
} as const satisfies Record<string, Entry>;

export type QuestionId = keyof typeof written;

type Codes = {
	[Id in QuestionId]: (typeof written)[Id] extends { codes: readonly (infer Code)[] }
		? Code
		: never;
};

/** The answer codes of one question, so that a mistyped code in a condition does not compile. */
export type CodeOf<Id extends QuestionId> = Codes[Id];

// Object.keys forgets which keys they are; these are the keys of the line above
export const questionIds = Object.keys(written) as [QuestionId, ...QuestionId[]];

export function isQuestionId(id: string | null): id is QuestionId {
	return id !== null && Object.hasOwn(written, id);
}

const readAsUnsure: readonly string[] = ['ns', 'rns'];

function complete(id: QuestionId): Question {
	const entry: Entry = written[id];
	if (entry.kind === 'text') {
		const { part, kind, max } = entry;
		const none = { codes: [], exclusive: [], apart: [], other: null, required: false };
		return { id, part, kind, max, ...none };
	}
	const { part, kind, codes, exclusive = [], other = null, required = false } = entry;
	const apart = codes.filter((code) => exclusive.includes(code) || readAsUnsure.includes(code));
	return { id, part, kind, codes, exclusive, apart, other, max: null, required };
}

/** All questions of this version by id, in the order of the specification. */
export const questions = Object.fromEntries(
	questionIds.map((id) => [id, complete(id)])
	// fromEntries loses the keys: they are exactly questionIds
) as Record<QuestionId, Question>;
