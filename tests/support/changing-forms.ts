import { expect } from 'vitest';
import { routesOf } from '../architecture/routes.ts';
import { signsIn } from './officer.ts';
import type { Recorder } from './recorder.ts';
import type { Taped } from './taped.ts';
import { Victim } from './victim.ts';
import { Visitor, type Fields } from './visitor.ts';

export type Form = { path: string; fields: Fields };
/** Somebody in the middle of their work at one surface. */
export type Side = {
	visitor: Visitor;
	tape: Recorder;
	/** Every form that changes something, as it would work if it were sent by our own page. */
	forms: Form[];
	/** That nothing of it happened, asked by the person herself. */
	isAsBefore: () => Promise<void>;
};

/** A victim in a visit, and a link that is not opened yet. */
export async function intakeSide(t: Taped): Promise<Side> {
	const hers = t.victim(await t.link(), 1);
	await hers.opens();
	await hers.answers('CN0', 'yes');
	const other = await t.link();
	return {
		visitor: hers,
		tape: t.tapes.intake,
		forms: [
			{ path: other.path, fields: { pin: other.pin } },
			{ path: '/c', fields: { q: 'CN1', CN1: 'both', do: 'continue' } },
			{ path: '/c', fields: { do: 'back' } },
			{ path: '/c', fields: { do: 'send' } },
			{ path: '/c', fields: { do: 'delete-confirm' } }
		],
		async isAsBefore() {
			expect(Victim.asked(await hers.seesPage())).toBe('CN1');
			expect((await t.victim(other, 1).opens()).status).toBe(303);
		}
	};
}

/** An officer, signed in, with a case and a link. */
export async function deskSide(t: Taped): Promise<Side> {
	const officer = new Visitor(t.app.desk.origin);
	const { email, password } = t.agency.officer;
	await signsIn(officer, t.agency.officer);
	const caseId = await t.world.case(t.agency);
	const link = await t.world.link(t.agency, caseId);
	const id = '01a20b3e-04f1-7190-adb1-276cb659c512';
	return {
		visitor: officer,
		tape: t.tapes.desk,
		forms: [
			{ path: '/desk/login', fields: { email, password } },
			{ path: '/desk/logout', fields: {} },
			{ path: `/desk/cases/${caseId}?/revoke`, fields: { link: link.linkId } },
			{
				path: `/desk/cases/${caseId}/links/new`,
				fields: { id, language: 'en', hours: '24', one_hand: 'yes' }
			},
			{ path: `/desk/concerns/${id}?/seen`, fields: { lane: 'police' } },
			{ path: '/desk/receipts', fields: { id: `${id}.${id}`, status: 'delivered' } },
			...everyAction({ caseId, id })
		],
		async isAsBefore() {
			expect((await officer.get('/desk/queue')).status).toBe(200);
			expect((await t.victim(link, 1).opens()).status).toBe(303);
		}
	};
}

/** Every action of the desk by its address: a border is asked before anything in a form is read. */
function everyAction({ caseId, id }: { caseId: string; id: string }): Form[] {
	// these two have their form above, and would end the session
	const besides = new Set(['/desk/login', '/desk/logout', '/desk/receipts']);
	return routesOf()
		.filter(({ address, zone, methods }) => {
			return zone === 'desk' && methods.includes('POST') && !besides.has(address);
		})
		.flatMap(({ address, actions }) => {
			const path = address.replace('/cases/[id]', `/cases/${caseId}`).replaceAll(/\[[^\]]+\]/g, id);
			const named = actions.filter((action) => action !== 'default');
			return (named.length > 0 ? named : [null]).map((action) => ({
				path: action === null ? path : `${path}?/${action}`,
				fields: {}
			}));
		});
}
