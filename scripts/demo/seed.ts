import type { Sql } from 'postgres';
import { v7 as uuid } from 'uuid';
import { DAY, HOUR, MINUTE, plus } from '#lib/domain/clock.ts';
import { linkId, type CaseId } from '#lib/domain/ids.ts';
import { parsePin, parseToken } from '#lib/domain/link/index.ts';
import type { Desk, Staff } from '#lib/server/desk/access/index.ts';
import { demoSettings } from '#lib/domain/settings/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import type { Database } from '#lib/server/platform/db/client.ts';
import { round } from '#lib/server/worker/round.ts';
import type { Cast } from './agency.ts';
import { people, type PersonKey } from './cast.ts';
import { realNow, setClock } from './clock.ts';
import { makePlan } from './plans.ts';
import { stories, type Round, type Story } from './stories.ts';
import { walk } from './walk.ts';

export type Stage = {
	superuser: Sql;
	intake: Database;
	worker: Database;
	desk: Desk;
	cast: Cast;
	say: (line: string) => void;
};

const points = { 3: 'T3', 14: 'T14', 30: 'T30', 90: 'T90', 182: 'T182' } as const;
type PointDay = keyof typeof points;
const pointDays = Object.keys(points).map(Number) as PointDay[]; // the keys above

type Deed = { at: Date; story: Story; act: 'open' | 'see' | 'plan' | Round };

/** Days ago on which the plans were confirmed with her; one of them is too old to send over. */
const planAges = [2, 9, 40, 16];

/**
 * Half a year of an invented agency, in the order in which it happened: cases are opened, links
 * issued, answers given page by page, sealed, and assessed on their day. No result is inserted.
 */
export async function seed(stage: Stage): Promise<void> {
	const now = await realNow(stage.superuser);
	const ids = new Map<Story, CaseId>();
	const deeds = stories
		.flatMap((story) => deedsOf(story, now))
		.toSorted((a, b) => a.at.getTime() - b.at.getTime());
	try {
		for (const [index, deed] of deeds.entries()) {
			await setClock(stage.superuser, deed.at);
			if (deed.act === 'open') ids.set(deed.story, await openCase(stage, deed));
			else if (deed.act === 'see') await see(stage, deed.story, ids);
			else if (deed.act === 'plan') await plan(stage, deed.story, ids);
			else await checkIn(stage, { ...deed, act: deed.act }, ids);
			if ((index + 1) % 50 === 0) stage.say(`  ${index + 1} of ${deeds.length} events`);
		}
	} finally {
		await setClock(stage.superuser, null);
	}
	// answers that somebody left unsent are taken over, and the newest are assessed
	await round({ db: stage.worker, keys: stage.desk.keys });
}

function deedsOf(story: Story, now: Date): Deed[] {
	const opened = plus(now, -story.age * DAY);
	return [
		{ at: opened, story, act: 'open' },
		...plansOf(story, { opened, now }),
		...story.rounds.flatMap((act): Deed[] => {
			const told =
				act.hoursAgo === undefined
					? plus(opened, (act.day ?? 0) * DAY + 9 * HOUR)
					: plus(now, -act.hoursAgo * HOUR);
			const at = told > now ? now : told;
			const seen: Deed[] =
				act.seenAfter === undefined
					? []
					: [{ at: plus(at, act.seenAfter * MINUTE), story, act: 'see' }];
			return [{ at, story, act }, ...seen];
		})
	];
}

function plansOf(story: Story, { opened, now }: { opened: Date; now: Date }): Deed[] {
	if (story.support === null) return [];
	const age = planAges[stories.indexOf(story) % planAges.length] ?? 2;
	const at = plus(now, -age * DAY);
	return [{ at: at < opened ? plus(opened, HOUR) : at, story, act: 'plan' }];
}

async function plan({ desk, cast }: Stage, story: Story, ids: Map<Story, CaseId>): Promise<void> {
	const caseId = ids.get(story);
	if (!caseId || !story.support) throw new Error('a plan before its case');
	const { timeZone } = demoSettings.intake;
	const nth = stories.indexOf(story);
	await makePlan(desk, as(cast, story.support), { caseId, nth, timeZone });
}

function as(cast: Cast, key: PersonKey): Staff {
	const { role, organisation } = people[key];
	return {
		agencyId: cast.agencyId,
		staffId: cast.staff[key],
		role,
		organisationId: cast.organisations[organisation]
	};
}

function openCase({ desk, cast }: Stage, { at, story }: Deed): Promise<CaseId> {
	const officer = people[story.officer];
	const unit = officer.unit;
	if (!unit) throw new Error('an officer without a unit');
	const support = story.support && people[story.support].organisation;
	const day = (days: number) => plus(at, days * DAY);
	return cases.create(desk, as(cast, story.officer), {
		reference: story.reference,
		unitId: cast.units[unit],
		responsibleOfficerId: cast.staff[story.officer],
		deputyOfficerId: cast.staff[story.deputy],
		supportOrganisationId: support ? cast.organisations[support] : null,
		supportWorkerId: story.support ? cast.staff[story.support] : null,
		interventionOn: at.toISOString().slice(0, 10),
		facts: {
			hasChildren: story.children ?? false,
			baselineSF2: story.baseline === undefined ? null : baseline(story.baseline),
			neckEver: story.neckEver ?? false,
			bailDecisionAt:
				story.bailInHours === undefined
					? null
					: day(story.age + story.bailInHours / 24).toISOString()
		},
		orders:
			story.orderAge === undefined
				? []
				: [
						{
							kind: 'protection',
							state: 'live',
							fromAt: day(story.age - story.orderAge),
							toAt: day(story.age + 60),
							noContact: story.noContact ?? false,
							noContactChildren: false
						}
					],
		programme: story.programme
			? {
					organisationId: cast.organisations.turning,
					status: story.programme,
					workerId: cast.staff.birch,
					// the perpetrator's number at the provider: nothing of hers
					reference: `TP-${4100 + stories.indexOf(story)}`,
					orderedByCourt: true,
					sessionsDue: 12,
					sessionsAttended: story.programme === 'completed' ? 12 : 5
				}
			: null,
		checkIns: pointDays.map((days) => ({ point: points[days], dueAt: day(days) }))
	});
}

const baseline = (code: string) => (code === '0' || code === '1' || code === '2' ? code : '3');

async function checkIn(
	{ desk, intake, worker, cast }: Stage,
	{ story, act }: Deed & { act: Round },
	ids: Map<Story, CaseId>
): Promise<void> {
	const caseId = ids.get(story);
	if (!caseId) throw new Error('a check-in before its case');
	const made = await links.issue(desk, as(cast, story.officer), {
		caseId,
		linkId: linkId.parse(uuid()),
		language: 'en',
		hours: 168
	});
	if (made?.kind !== 'issued') throw new Error('a link of the demo was not issued');
	if (!act.answers) return;

	const token = parseToken(made.card.address.split('/').at(-1) ?? '');
	const pin = parsePin(made.card.pin);
	if (!token || !pin) throw new Error('a card of the demo cannot be read');
	await walk(intake, {
		token,
		pin,
		pepper: desk.pepper,
		answers: act.answers,
		...(act.stopAfter ? { stopAfter: act.stopAfter } : {})
	});
	await round({ db: worker, keys: desk.keys });
}

/** The responsible officer opens the concern, reads it, and presses Seen. */
async function see({ desk, cast }: Stage, story: Story, ids: Map<Story, CaseId>): Promise<void> {
	const officer = as(cast, story.officer);
	const caseId = ids.get(story);
	const found = caseId && (await cases.read(desk, officer, caseId));
	const concern = found && found.concern && (await openConcern(found.concern.concernId));
	// an answer for support alone gives the officer no lane of their own
	if (!concern) return;
	const { concernId: id, lane, seenMark: mark } = concern;
	await concerns.markSeen(desk, officer, { id, lane, mark });

	async function openConcern(concernId: string) {
		return concerns.open(desk, officer, { id: concernId, lane: 'police' });
	}
}
