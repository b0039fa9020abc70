// Invented people of an invented place. Nobody here is real, and it should be easy to see.

export const AGENCY = 'Larkfield area (invented)';

export const organisations = {
	police: { kind: 'police', name: 'Larkfield police (invented)', confidential: false },
	lantern: { kind: 'support', name: 'Lantern House (invented)', confidential: true },
	harbour: { kind: 'support', name: 'Harbour Advice (invented)', confidential: false },
	turning: { kind: 'programme', name: 'Turning Point Lane (invented)', confidential: false }
} as const;

export const units = {
	north: { organisation: 'police', name: 'Larkfield North', supervisor: 'finch' },
	south: { organisation: 'police', name: 'Larkfield South', supervisor: 'ashby' }
} as const;

export const people = {
	vale: { name: 'Juniper Vale', role: 'officer', organisation: 'police', unit: 'north' },
	reed: { name: 'Thistle Reed', role: 'officer', organisation: 'police', unit: 'north' },
	thorne: { name: 'Bramble Thorne', role: 'officer', organisation: 'police', unit: 'south' },
	finch: { name: 'Marlow Finch', role: 'supervisor', organisation: 'police', unit: 'north' },
	ashby: { name: 'Rowan Ashby', role: 'supervisor', organisation: 'police', unit: 'south' },
	quill: { name: 'Olive Quill', role: 'support_worker', organisation: 'lantern', unit: null },
	linden: { name: 'Sage Linden', role: 'support_worker', organisation: 'lantern', unit: null },
	wren: { name: 'Hazel Wren', role: 'support_worker', organisation: 'harbour', unit: null },
	birch: { name: 'Silver Birch', role: 'programme_worker', organisation: 'turning', unit: null },
	sorrel: { name: 'Meadow Sorrel', role: 'admin', organisation: 'police', unit: null },
	flint: { name: 'Quarry Flint', role: 'auditor', organisation: 'police', unit: null }
} as const;

export type PersonKey = keyof typeof people;

/** The ones whose sign-in the demo prints: one for each role, and those who sign and review for others. */
export const shown: PersonKey[] = [
	'vale',
	'finch',
	'quill',
	'birch',
	'sorrel',
	'flint',
	'linden',
	'ashby'
];

/** An address that can reach nobody. */
export const emailOf = (key: PersonKey) =>
	`${people[key].name.toLowerCase().replace(' ', '.')}@larkfield.example`;
