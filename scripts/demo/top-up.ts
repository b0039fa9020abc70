import type { Sql } from 'postgres';
import { v7 as uuid } from 'uuid';
import { agencyId, caseId, linkId, organisationId, staffId } from '#lib/domain/ids.ts';
import type { Desk } from '#lib/server/desk/access/index.ts';
import * as links from '#lib/server/desk/links/index.ts';

export type DemoLink = { case: string; url: string; pin: string; language: string };

/** The languages of the links that nobody has used yet, each on another case of the officer's. */
const WANTED = ['en', 'en', 'en', 'en', 'en', 'en', 'ar', 'uk'];

/**
 * Which of the known links are still unused, and new ones for those that are missing: on cases whose
 * answers the officer of the demo will see, one with a live order and children first.
 */
export async function topUp({
	superuser,
	desk,
	known,
	officerEmail
}: {
	superuser: Sql;
	desk: Desk;
	known: DemoLink[];
	officerEmail: string;
}): Promise<DemoLink[]> {
	const cases = await superuser<
		{
			agency: string;
			case: string;
			reference: string;
			officer: string;
			organisation: string;
			unused: boolean;
		}[]
	>`
		select c.agency_id as agency, c.id as case, c.reference, s.id as officer,
			s.organisation_id as organisation,
			exists (select 1 from link l where l.agency_id = c.agency_id and l.case_id = c.id
				and l.state = 'open' and l.opened_at is null
				and l.expires_at > heard_now() + interval '1 day') as unused
		from "case" c
			join staff s on s.agency_id = c.agency_id and s.id = c.responsible_officer_id
		where s.email = ${officerEmail} and c.closed_at is null
		order by (select count(*) from "order" o where o.agency_id = c.agency_id
			and o.case_id = c.id and o.state = 'live') desc, c.reference`;
	const isUnused = new Set(cases.filter(({ unused }) => unused).map(({ reference }) => reference));
	const good = known.filter((link) => isUnused.has(link.case));
	const has = new Set(good.map((link) => link.case));

	const missing = [...WANTED];
	for (const { language } of good) {
		const index = missing.indexOf(language);
		if (index >= 0) missing.splice(index, 1);
	}

	for (const row of cases) {
		if (has.has(row.reference)) continue;
		const wanted = missing.shift();
		if (wanted === undefined) break;
		const made = await links.issue(
			desk,
			{
				agencyId: agencyId.parse(row.agency),
				staffId: staffId.parse(row.officer),
				organisationId: organisationId.parse(row.organisation),
				role: 'officer'
			},
			{
				caseId: caseId.parse(row.case),
				linkId: linkId.parse(uuid()),
				language: wanted,
				hours: 168
			}
		);
		if (made?.kind !== 'issued') throw new Error('a link of the demo was not issued');
		const { address: url, pin, language } = made.card;
		good.push({ case: row.reference, url, pin, language });
	}
	return good;
}
