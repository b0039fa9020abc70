import type { CaseId } from '../../src/lib/domain/ids.ts';
import { ground, start, type Ground, type Running } from './heard.ts';
import { Victim } from './victim.ts';
import { worldOn, type Agency, type CaseOptions, type HandedLink, type World } from './world.ts';

/** Both surfaces of the production build on a database of their own, with one agency. */
export type Stage = {
	at: Ground;
	app: Running;
	world: World;
	agency: Agency;
	/** A new case with a card that was handed over, and who holds it. */
	someone: (options?: CaseOptions) => Promise<Someone>;
	/** Somebody with this link in a browser of their own. */
	browser: (link: HandedLink) => Victim;
	close: () => Promise<void>;
};

export type Someone = { caseId: CaseId; link: HandedLink; victim: Victim };

/** `desk: { HEARD_WORKER: 'off' }` leaves the worker's rounds to the test. */
export async function stage(
	name: string,
	environments: { intake?: Record<string, string>; desk?: Record<string, string> } = {}
): Promise<Stage> {
	const at = await ground(name);
	const app = await start(at, environments);
	const world = worldOn(at, app.intake.origin, app.desk.origin);
	const agency = await world.agency();
	const browser = (link: HandedLink) => new Victim(app.intake.origin, link);
	return {
		at,
		app,
		world,
		agency,
		browser,
		async someone(options) {
			const caseId = await world.case(agency, options);
			const link = await world.link(agency, caseId);
			return { caseId, link, victim: browser(link) };
		},
		async close() {
			await world.close();
			await app.stop();
			await at.close();
		}
	};
}

/** The same browser once more: another tab, a double tap, or somebody who copied the cookie. */
export function tabOf(victim: Victim): Victim {
	const tab = new Victim(victim.origin, victim.link);
	for (const [name, value] of victim.cookies) tab.cookies.set(name, value);
	return tab;
}
