import { throughGlass, type Reading } from './break-glass.ts';
import type { Role } from './roles.ts';

// The one table of who sees what (safety.md 9). It is the most that anybody may ever see: her own
// choice (CN1) and the rules for single flags only take away from it. They are in `projection.ts`.

/**
 * A column: a role towards what is theirs. `officer` and `support_worker` own a case when they are
 * named on it, a supervisor has the cases of the unit. The duty desk is a duty on the roster, not a role.
 */
export const standings = [
	'officer',
	'duty_desk',
	'supervisor',
	'support_worker',
	'programme_worker',
	'admin',
	'auditor'
] as const;
export type Standing = Role | 'duty_desk';

/**
 * How far a cell reaches.
 * - `open_critical`, `open_high`: while the lane is open and critical, or at least high
 * - `flag_if_unseen`: the flag's sentence alone, once support has left it unseen for 15 minutes
 * - `on_contact`, `if_shared`: at the moment of a contact; when she wished it to be shared
 * - `state`, `metadata`, `counts`, `suppressed`: what is left when everything about her is taken out
 * - `own`, `unit`, `organisation`: rows of their own, of their unit, of their organisation
 */
export type Scope =
	| 'none'
	| 'yes'
	| 'open_critical'
	| 'open_high'
	| 'flag_if_unseen'
	| 'on_contact'
	| 'if_shared'
	| 'use'
	| 'read'
	| 'edit'
	| 'make'
	| 'send'
	| 'receive'
	| 'state'
	| 'metadata'
	| 'counts'
	| 'suppressed'
	| 'own'
	| 'unit'
	| 'organisation';

type Row = Record<Standing, Scope>;

function row(...[officer, desk, supervisor, support, programme, admin, auditor]: Scope[]): Row {
	return {
		officer: officer ?? 'none',
		duty_desk: desk ?? 'none',
		supervisor: supervisor ?? 'none',
		support_worker: support ?? 'none',
		programme_worker: programme ?? 'none',
		admin: admin ?? 'none',
		auditor: auditor ?? 'none'
	};
}

// prettier-ignore
export const matrix = {
	//                         officer       duty_desk         supervisor        support_worker  programme_worker  admin     auditor
	answers:               row('yes',        'open_critical',  'open_high',      'yes',          'none',           'none',   'none'),
	ownWords:              row('yes',        'open_critical',  'open_high',      'yes',          'none',           'none',   'none'),
	madeWorse:             row('none',       'none',           'yes',            'yes',          'none',           'none',   'none'),
	victimSuicide:         row('none',       'flag_if_unseen', 'flag_if_unseen', 'yes',          'none',           'none',   'none'),
	migrationStatus:       row('none',       'none',           'none',           'yes',          'none',           'none',   'none'),
	contactPlan:           row('use',        'use',            'use',            'edit',         'none',           'none',   'none'),
	safeWord:              row('on_contact', 'on_contact',     'on_contact',     'yes',          'none',           'none',   'none'),
	flags:                 row('yes',        'open_critical',  'yes',            'yes',          'none',           'none',   'none'),
	concern:               row('yes',        'open_critical',  'yes',            'yes',          'none',           'counts', 'metadata'),
	policeNotes:           row('yes',        'open_critical',  'yes',            'none',         'none',           'none',   'none'),
	workerNote:            row('if_shared',  'none',           'none',           'yes',          'none',           'none',   'none'),
	orders:                row('edit',       'read',           'edit',           'read',         'none',           'none',   'none'),
	programmeAttendance:   row('read',       'read',           'read',           'read',         'edit',           'none',   'none'),
	callTheOfficer:        row('send',       'send',           'send',           'none',         'receive',        'none',   'none'),
	links:                 row('make',       'none',           'none',           'make',         'none',           'state',  'state'),
	accountsAndSettings:   row('none',       'none',           'unit',           'none',         'none',           'edit',   'read'),
	accessLog:             row('own',        'none',           'unit',           'own',          'none',           'none',   'read'),
	aggregates:            row('none',       'none',           'unit',           'organisation', 'none',           'counts', 'suppressed')
} as const satisfies Record<string, Row>;

/** A row: a part of the data. */
export type Part = keyof typeof matrix;

/** Break-glass has no column of its own: it is what `break-glass.ts` leaves of the officer's. */
export function scopeOf(standing: Standing | Reading, part: Part): Scope {
	return standing === 'break_glass' ? throughGlass(matrix[part].officer) : matrix[part][standing];
}
