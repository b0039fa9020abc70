// Lists that tables, forms and imports share.

export const interventions = ['call_out', 'arrest', 'barring_order', 'report', 'other'] as const;
export type Intervention = (typeof interventions)[number];

export const orderKinds = ['barring', 'protection', 'bail', 'other'] as const;
export const orderStates = ['asked', 'live', 'ended', 'refused'] as const;
export const programmeStates = [
	'referred',
	'attending',
	'completed',
	'suspended',
	'dropped'
] as const;

/** How she was reached last, when it was no check-in. */
export const contactKinds = ['in_person', 'phone', 'patrol', 'support'] as const;
export type ContactKind = (typeof contactKinds)[number];
