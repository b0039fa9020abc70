import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedIn } from '../support/officer.ts';
import { stage, type Stage } from '../support/stage.ts';
import type { Fields, Reply, Visitor } from '../support/visitor.ts';
import type { Agency } from '../support/world.ts';

// Whether somebody works here, or whether there is such a unit, is nothing that another agency may
// find out on its own pages of people.

let t: Stage;
let theirs: Agency;
let admin: Visitor;
let supervisor: Visitor;

beforeAll(async () => {
	t = await stage('exists_team', { desk: { HEARD_WORKER: 'off' } });
	theirs = await t.world.agency('Elsewhere (invented)');
	// a name that only one of the two has
	await t.at
		.superuser`update staff set name = 'Larch Tamarisk' where id = ${t.agency.otherOfficer.staffId}`;
	admin = await signedIn(t, theirs.admin);
	supervisor = await signedIn(t, theirs.supervisor);
});
afterAll(() => t?.close());

/** The answer without what was typed, and without the ids that are new on every page. */
function without(reply: Reply, ...typed: string[]) {
	let body = reply.body;
	for (const one of typed) body = body.replaceAll(one, '…');
	body = body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');
	// the time that the page was made at
	body = body.replaceAll(/new Date\(\d+\)/g, 'date');
	return { status: reply.status, location: reply.location, body };
}

const search = (visitor: Visitor, fields: Fields) => visitor.post('/desk/team?/search', fields);

describe('does somebody exist', () => {
	test('H40 a search by a name of another agency finds what a search by no name finds', async () => {
		for (const visitor of [admin, supervisor]) {
			for (const part of ['Larch Tamarisk', 'Tamarisk', 'LARCH']) {
				const found = await search(visitor, { name: part });
				const nobody = await search(visitor, { name: 'Nobody Atall' });
				expect(found.status).toBe(200);
				expect(without(found, part)).toEqual(without(nobody, 'Nobody Atall'));
			}
		}
		const ours = await signedIn(t, t.agency.admin);
		expect((await search(ours, { name: 'Tamarisk' })).body).toContain(
			t.agency.otherOfficer.staffId
		);
	});

	test('H40 filters, sorting, pages and counts show the own agency alone, whatever is in another', async () => {
		const looks = async () => {
			const replies = [
				await admin.get('/desk/team'),
				await search(admin, { name: '', role: 'officer', status: '' }),
				await search(admin, { name: '', role: '', status: 'active' }),
				await search(supervisor, { name: '', role: 'officer', status: '' }),
				await admin.get('/desk/team/organisations'),
				await admin.get('/desk/team/new')
			];
			return replies.map((reply) => without(reply));
		};
		const before = await looks();
		for (const { status } of before) expect(status).toBe(200);
		await t.at.superuser`
			insert into staff (agency_id, id, organisation_id, unit_id, role, name, email)
			select ${t.agency.id}, gen_random_uuid(), ${t.agency.organisations.police}, ${t.agency.unit},
				'officer', 'Aaron ' || n, n || '@larkfield.example'
			from generate_series(1, 60) n`;
		await t.at.superuser`insert into organisation (agency_id, id, kind, name)
			values (${t.agency.id}, gen_random_uuid(), 'support', 'Aaron House')`;
		expect(await looks()).toEqual(before);
	});

	test('H40 a page that begins after somebody of another agency begins like after nobody', async () => {
		const nobody = uuid();
		for (const visitor of [admin, supervisor]) {
			for (const id of [t.agency.otherOfficer.staffId, t.agency.supervisor.staffId]) {
				const one = await visitor.get(`/desk/team?after=${id}`);
				const other = await visitor.get(`/desk/team?after=${nobody}`);
				expect(without(one, id)).toEqual(without(other, nobody));
				const found = await search(visitor, { name: 'e', after: id });
				expect(without(found, id)).toEqual(
					without(await search(visitor, { name: 'e', after: nobody }), nobody)
				);
			}
		}
	});
});

describe('does an organisation or a unit exist', () => {
	const newcomer = (fields: Fields): Fields => ({
		id: uuid(),
		name: 'Reed Larkspur',
		email: `reed.${uuid().slice(-8)}@larkfield.example`,
		role: 'officer',
		languages: 'en',
		way: 'mail',
		...fields
	});

	test('H40 nobody is put into a place of another agency, with the words for no place at all', async () => {
		const own = theirs.organisations.police;
		const person = `/desk/team/${theirs.otherOfficer.staffId}?/change`;
		for (const [field, there, otherwise] of [
			['organisation', t.agency.organisations.police, { unit: theirs.unit }],
			['unit', t.agency.unit, { organisation: own }]
		] as const) {
			const nowhere = uuid();
			for (const path of ['/desk/team/new', person]) {
				const fields = newcomer({ ...otherwise });
				const post = (id: string) => admin.post(path, { ...fields, [field]: id });
				const [one, other] = [await post(there), await post(nowhere)];
				expect(one.status, `${path} ${field}`).toBe(422);
				expect(without(one, there)).toEqual(without(other, nowhere));
			}
		}
	});

	test('H40 nobody of another agency is made supervisor or lead, with the words for nobody', async () => {
		for (const [path, field, id] of [
			[`/desk/team/units/${theirs.unit}?/save`, 'supervisor', t.agency.supervisor.staffId],
			[
				`/desk/team/organisations/${theirs.organisations.support}?/save`,
				'lead',
				t.agency.supportWorker.staffId
			]
		] as const) {
			const nobody = uuid();
			const post = (value: string) => admin.post(path, { name: 'Same', [field]: value });
			const [one, other] = [await post(id), await post(nobody)];
			expect(one.status, path).toBe(422);
			expect(without(one, id)).toEqual(without(other, nobody));
		}
	});

	test('H40 an e-mail that is taken is refused in the same words here and elsewhere', async () => {
		const at = { organisation: theirs.organisations.police, unit: theirs.unit };
		const taken = async (email: string) => {
			const fields = { ...newcomer(at), email };
			return without(await admin.post('/desk/team/new', fields), email);
		};
		const elsewhere = await taken(t.agency.officer.email);
		expect(elsewhere.status).toBe(422);
		expect(elsewhere).toEqual(await taken(theirs.officer.email));
		expect(elsewhere.body).not.toMatch(/agency|already|exists|taken/i);
	});
});
