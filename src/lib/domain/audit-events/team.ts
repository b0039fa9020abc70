import { z } from 'zod';
import { role } from '../access/roles.ts';
import { organisationId, staffId, unitId } from '../ids.ts';
import { by } from './parts.ts';

const about = { ...by, staff: staffId };
/** Whether the one who made the link saw its address, on paper, or only the mail carried it. */
const printed = { printed: z.boolean() };

/** Agencies, organisations, units and people. */
export const teamEvents = {
	'staff.invited': z.strictObject({
		...about,
		...printed,
		role,
		organisation: organisationId,
		unit: unitId.nullable()
	}),
	'staff.invited_again': z.strictObject({ ...about, ...printed }),
	// the address is one that signs in already, in this agency or in another: it is not said which
	'staff.invitation_refused': z.strictObject(by),
	// lost password, factor and codes: all of it was taken away, and a link went by mail
	'staff.invited_anew': z.strictObject(about),
	'staff.changed': z.strictObject({
		...about,
		role,
		roleBefore: role,
		organisation: organisationId,
		organisationBefore: organisationId,
		unit: unitId.nullable(),
		unitBefore: unitId.nullable()
	}),
	'staff.disabled': z.strictObject(about),
	'staff.enabled': z.strictObject(about),
	'staff.away': z.strictObject(about),
	'staff.back': z.strictObject(about),
	'staff.password_reset': z.strictObject(about),
	'staff.factor_reset': z.strictObject(about),
	'organisation.added': z.strictObject({ ...by, organisation: organisationId }),
	'organisation.changed': z.strictObject({
		...by,
		organisation: organisationId,
		confidential: z.boolean(),
		lead: staffId.nullable()
	}),
	'unit.added': z.strictObject({ ...by, unit: unitId, organisation: organisationId }),
	'unit.changed': z.strictObject({ ...by, unit: unitId, supervisor: staffId.nullable() })
} as const;
