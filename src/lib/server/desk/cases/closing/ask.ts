import { v7 as uuid } from 'uuid';
import { lanesWorkedAs, mayEnter } from '#lib/domain/access/index.ts';
import {
	isChallenged,
	reasonWithContact,
	type CloseCaseView,
	type NotedContact,
	type Obstacle
} from '#lib/domain/case/index.ts';
import { closingId } from '#lib/domain/ids.ts';
import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as notes from '../../notes/index.ts';
import { todayIn } from '../create/add.ts';
import * as history from '../history/index.ts';
import { findSettings } from '../store.ts';
import { atCase } from './at.ts';
import { endOfDay } from './contact.ts';
import { obstaclesOf } from './obstacles.ts';
import { addClosing, findLastClosing } from './store.ts';
import { askToAgree } from './work.ts';

const ROUTE = '/desk/cases/[id]/close';

/** What an officer is told of. The lanes of the others hold the closing up when they agree. */
const lanes = lanesWorkedAs('officer');

/** The form that asks for closing, for officers of the case; null for everybody else. */
export function prepareClosing(
	desk: Desk,
	staff: Staff,
	caseId: string
): Promise<CloseCaseView | null> {
	return atCase(desk, staff, { caseId, as: ['officer'], route: ROUTE }, async ({ tx, at, row }) => {
		if (row.closedAt || !mayEnter(staff.role, ROUTE)) return null;
		return {
			caseId: at.caseId,
			reference: row.reference,
			obstacles: await obstaclesOf(tx, at, { lanes, contactAt: null }),
			needsSupport: row.supportOrganisationId !== null,
			today: await todayIn(tx, at.agencyId)
		};
	});
}

export type Asked =
	| { kind: 'asked' }
	| { kind: 'obstacles'; obstacles: Obstacle[] }
	/** Somebody has asked before, or the case is closed. */
	| { kind: 'again' }
	| { kind: 'not_future' };

export type WantedClosing = {
	caseId: string;
	/** 20 to 500 characters. */
	reason: string;
	/** The last contact that is no check-in. Its kind becomes a part of the note. */
	contact: NotedContact | null;
};

/** An officer asks for closing. The case is closed when supervisor and support have agreed. */
export function ask(
	desk: Desk,
	staff: Staff,
	{ caseId, reason, contact }: WantedClosing
): Promise<Asked | null> {
	return atCase<Asked>(desk, staff, { caseId, as: ['officer'], route: ROUTE }, async (here) => {
		const { tx, at, row } = here;
		const before = await findLastClosing(tx, at);
		const waits = before !== null && (before.closedAt === null || isChallenged(before));
		if (row.closedAt || waits) return { kind: 'again' };
		if (contact && contact.on > (await todayIn(tx, at.agencyId))) return { kind: 'not_future' };
		const { intake } = await findSettings(tx, at.agencyId);
		const contactAt = contact && endOfDay(contact.on, intake.timeZone);
		const left = await obstaclesOf(tx, at, { lanes, contactAt });
		if (left.length > 0) return { kind: 'obstacles', obstacles: left };

		const id = closingId.parse(uuid());
		const { staffId: by } = staff;
		const text = reasonWithContact(reason, contact);
		const noteId = await notes.add(tx, { ...at, authorId: by, kind: 'reason', text });
		await addClosing(tx, { ...at, id, askedBy: by, noteId });
		await askToAgree(tx, desk, { at, closingId: id, lane: 'supervisor' });
		if (row.supportOrganisationId) {
			await askToAgree(tx, desk, { at, closingId: id, lane: 'support' });
		}
		await history.add(tx, { ...at, kind: 'closing_asked', by, noteId });
		await audit.append(tx, at.agencyId, {
			event: 'case.closing_asked',
			by,
			case: at.caseId,
			reason: noteId
		});
		return { kind: 'asked' };
	});
}
