import postgres from 'postgres';
import { v7 as uuid } from 'uuid';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import * as concerns from '../../src/lib/server/desk/concerns/index.ts';
import * as cases from '../../src/lib/server/desk/cases/index.ts';
import { ground } from '../support/heard.ts';
import { worldOn } from '../support/world.ts';
import { flagsIn } from '../support/told.ts';

test('explore', async () => {
	const at = await ground('zz');
	const world = worldOn(at);
	const agency = await world.agency();
	const intake = postgres(at.local.urls.heard_intake, { max: 1, onnotice: () => {} });
	const kinds: Record<string, (p: any) => Promise<unknown>> = {
		infinity: (p) => intake`insert into response_revision (agency_id,response_id,case_id,questionnaire_version,id,kind,sealed,saved_at) values (${p.place.agency_id},${p.place.response_id},${p.place.case_id},${p.place.questionnaire_version},${uuid()},'sent',${randomBytes(1092)},'infinity')`,
		neginfinity: (p) => intake`insert into response_revision (agency_id,response_id,case_id,questionnaire_version,id,kind,sealed,saved_at) values (${p.place.agency_id},${p.place.response_id},${p.place.case_id},${p.place.questionnaire_version},${uuid()},'sent',${randomBytes(1092)},'-infinity')`,
		far: (p) => intake`insert into response_revision (agency_id,response_id,case_id,questionnaire_version,id,kind,sealed,saved_at) values (${p.place.agency_id},${p.place.response_id},${p.place.case_id},${p.place.questionnaire_version},${uuid()},'sent',${randomBytes(1092)},'294276-01-01')`,
		bc: (p) => intake`insert into response_revision (agency_id,response_id,case_id,questionnaire_version,id,kind,sealed,saved_at) values (${p.place.agency_id},${p.place.response_id},${p.place.case_id},${p.place.questionnaire_version},${uuid()},'sent',${randomBytes(1092)},'4000-01-01 BC')`,
		draftinf: (p) => intake`insert into draft (agency_id,id,link_id,salt,state_box,key_sealed,version,due_at,saved_at) values (${p.place.agency_id},${uuid()},${p.linkId},${randomBytes(16)},${randomBytes(100)},${randomBytes(100)},3,'-infinity','infinity')`,
		auditinf: (p) => intake`insert into audit_pending (agency_id,id,body,at) values (${p.place.agency_id},${uuid()},'','infinity')`,
		visit: (p) => intake`insert into visit (secret_hash,agency_id,link_id,draft_id,ordinal,key_box,locale,seen_at,started_at) values (${randomBytes(32)},${p.place.agency_id},${p.linkId},${uuid()},-1,${randomBytes(1)},'zz','-infinity','infinity')`,
		throttle: () => intake`insert into throttle values (${randomBytes(16)},2147483647,'infinity')`,
		tries: (p) => intake`update link set tries_left = -32768, tried_at = '-infinity', opened_at = 'infinity' where id = ${p.linkId}`,
	};
	for (const [name, insert] of Object.entries(kinds)) {
		const caseId = await world.case(agency);
		const other = await world.case(agency);
		const link = await world.link(agency, caseId);
		const [place] = await at.superuser`select agency_id, response_id, case_id, questionnaire_version from link where id = ${link.linkId}`;
		let out = name + ': ';
		try { await insert({ place, linkId: link.linkId, other }); out += 'inserted '; } catch (e) { console.log(out + 'refused ' + (e as Error).message); continue; }
		try { out += JSON.stringify(await world.work()) } catch (e) { out += 'WORK FAILS ' + String((e as any).cause ?? e).slice(0, 120) }
		out += ' flags ' + JSON.stringify(await flagsIn({ world, at }, caseId)) + ' other ' + JSON.stringify(await flagsIn({ world, at }, other));
		for (const who of [agency.officer, agency.supervisor]) {
			try { const q = await concerns.queue(world.desk, who, { lane: null, filter: null, after: null }); out += ` queue ${q?.rows.length}`;
				for (const r of q?.rows ?? []) if (r.kind === 'lane') { await concerns.open(world.desk, who, { id: r.concernId, lane: r.lane }); } } catch (e) { out += ' DESK FAILS ' + String((e as any).cause ?? e).slice(0, 200) }
			try { await cases.read(world.desk, who, caseId as never) } catch (e) { out += ' CASE FAILS ' + String((e as any).cause ?? e).slice(0, 200) }
		}
		console.log(out);
		// clean
		await at.superuser`delete from flag_lane`; await at.superuser`delete from concern_lane`; await at.superuser`delete from concern_event`; await at.superuser`delete from flag`; await at.superuser`delete from concern`;
		await at.superuser`delete from response_revision`; await at.superuser`delete from draft`; await at.superuser`delete from audit_pending`;await at.superuser`delete from visit`;
	}
	await intake.end(); await world.close(); await at.close();
});
