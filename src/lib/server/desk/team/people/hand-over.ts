import type { StaffId } from '#lib/domain/ids.ts';
import type { SetupCard } from '#lib/domain/team/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../../access/index.ts';
import { makeLink, type NewLink } from '../../auth/set-up/index.ts';
import { drawQr } from '../../links/qr.ts';
import * as notices from '../../notices/index.ts';

/** How a set-up link reaches its person. */
export type Way = 'mail' | 'print';

const kinds = {
	invitation: 'invitation',
	password: 'password_reset',
	factor: 'factor_reset'
} as const satisfies Record<NewLink['purpose'], string>;

type Wanted = { staffId: StaffId; purpose: NewLink['purpose'] };

/** By mail: nobody here ever sees the address. */
export async function mailLink(
	tx: Transaction,
	desk: Desk,
	staff: Staff,
	{ staffId, purpose }: Wanted
): Promise<void> {
	const { agencyId } = staff;
	const { address } = await makeLink(tx, desk, {
		agencyId,
		staffId,
		purpose,
		madeBy: staff.staffId
	});
	const boxKey = await desk.keys.boxKey(tx, agencyId);
	await notices.add(tx, { agencyId, staffId, kind: kinds[purpose], address }, boxKey);
}

/** On paper: the address is in the returned card and nowhere else. */
export async function printLink(
	tx: Transaction,
	desk: Desk,
	staff: Staff,
	{ staffId, purpose, name }: Wanted & { name: string }
): Promise<SetupCard> {
	const { agencyId } = staff;
	const made = await makeLink(tx, desk, { agencyId, staffId, purpose, madeBy: staff.staffId });
	return { name, ...made, qr: drawQr(made.address) };
}
