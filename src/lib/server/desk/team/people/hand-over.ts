import type { StaffId } from '#lib/domain/ids.ts';
import type { SetupCard } from '#lib/domain/team/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { drawQr } from '#lib/server/platform/qr.ts';
import type { Desk, Staff } from '../../access/index.ts';
import { makeLink, type LinkPurpose } from '../../auth/set-up/index.ts';

/** How a set-up link reaches its person. */
export type Way = 'mail' | 'print';

type Wanted = { staffId: StaffId; purpose: LinkPurpose };

/** By mail: nobody here ever sees the address. */
export async function mailLink(
	tx: Transaction,
	desk: Desk,
	{ agencyId, staffId: madeBy }: Staff,
	wanted: Wanted
): Promise<void> {
	await makeLink(tx, desk, { agencyId, madeBy, way: 'mail', ...wanted });
}

/** On paper: the address is in the returned card and nowhere else. */
export async function printLink(
	tx: Transaction,
	desk: Desk,
	{ agencyId, staffId: madeBy }: Staff,
	{ name, ...wanted }: Wanted & { name: string }
): Promise<SetupCard> {
	const made = await makeLink(tx, desk, { agencyId, madeBy, way: 'print', ...wanted });
	return { name, ...made, qr: drawQr(made.address) };
}
