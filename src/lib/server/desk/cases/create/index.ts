import { v7 as uuid } from 'uuid';
import { caseId, type CaseId } from '#lib/domain/ids.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as history from '../history/index.ts';
import { prepareCase, writeCases, type NewCase } from './write.ts';

export { add, prepare, type AddedCase } from './add.ts';
export { addRound, type NewCase, type NewOrder } from './write.ts';

/**
 * A case as it is given, with its key pair, its sealed facts, orders, programme and planned rounds,
 * all or nothing. For set-up of whole agencies: people make a case with `add`, which asks who they
 * are. Throws when the reference is taken in this agency.
 */
export async function create(
	desk: Desk,
	{ agencyId, staffId }: Pick<Staff, 'agencyId' | 'staffId'>,
	given: NewCase
): Promise<CaseId> {
	const id = caseId.parse(uuid());
	const at = { agencyId, caseId: id };
	await withAgency(desk.db, agencyId, async (tx) => {
		await writeCases(tx, [{ ...(await prepareCase(tx, desk, { at, given })), isParked: false }]);
		await history.add(tx, { ...at, kind: 'created', by: staffId });
		await audit.append(tx, agencyId, { event: 'case.created', by: staffId, case: id });
	});
	return id;
}
