import { z } from 'zod';
import { staffId } from '../ids.ts';
import { by } from './parts.ts';

/** What was shown beside the password. `none`: in the demo only. */
const factor = z.enum(['passkey', 'one_time_code', 'recovery_code', 'none']);

/** Who came in, with what, and who was turned away. */
export const signInEvents = {
	'session.started': z.strictObject({ ...by, factor }),
	'session.refused': z.strictObject({ staff: staffId.nullable() }),
	'session.ended': z.strictObject(by),
	/** Everywhere at once, by themselves. */
	'session.all_ended': z.strictObject(by),
	/** Showed the second factor once more, for something that asks for it. In the demo the password. */
	'session.stepped_up': z.strictObject({ ...by, factor }),

	/** The password was right, the second factor was not. */
	'factor.refused': z.strictObject({ staff: staffId }),
	/** Too many wrong ones: the sign-in, or the session that asked, was ended. */
	'factor.throttled': z.strictObject({ staff: staffId }),

	/** A one-time way to set a password or a factor. `by` is null for the command line. */
	'setup_link.made': z.strictObject({
		by: staffId.nullable(),
		staff: staffId,
		purpose: z.enum(['invitation', 'password', 'factor'])
	}),
	'setup_link.used': z.strictObject({
		staff: staffId,
		purpose: z.enum(['invitation', 'password', 'factor'])
	}),

	'password.changed': z.strictObject(by),
	'one_time_code.set': z.strictObject(by),
	'one_time_code.removed': z.strictObject(by),
	'passkey.added': z.strictObject({ ...by, passkey: z.uuid() }),
	'passkey.renamed': z.strictObject({ ...by, passkey: z.uuid() }),
	'passkey.removed': z.strictObject({ ...by, passkey: z.uuid() }),
	'recovery_codes.made': z.strictObject(by)
} as const;
