import { missKey, throttleKey } from '../../src/lib/server/platform/crypto/kdf.ts';
import { ground, start, type Ground, type Running } from './heard.ts';
import { recorder, type Recorder } from './recorder.ts';
import { Victim } from './victim.ts';
import { Visitor } from './visitor.ts';
import { worldOn, type Agency, type CaseOptions, type HandedLink, type World } from './world.ts';

/** Both surfaces of the production build, each with everything it says to its database on tape. */
export type Taped = {
	at: Ground;
	app: Running;
	world: World;
	agency: Agency;
	tapes: { intake: Recorder; desk: Recorder };
	/** A card for a new case. */
	link: (options?: CaseOptions) => Promise<HandedLink>;
	/** Somebody at intake who comes from a network of their own: its misses are nobody else's. */
	stranger: (network: Network) => Visitor;
	victim: (link: HandedLink, network: Network) => Victim;
	/** Misses counted for a network up to now. */
	missesOf: (network: Network) => Promise<number>;
	/** Makes a network one that has guessed a lot. */
	fill: (network: Network) => Promise<void>;
	close: () => Promise<void>;
};

/** The third number of an invented network, 198.18.n.0/24. */
export type Network = number;

/** Misses of one network after which further misses wait (threat model, section 10). */
export const MISSES = 30;

export async function taped(
	name: string,
	environments: { intake?: Record<string, string>; desk?: Record<string, string> } = {}
): Promise<Taped> {
	const at = await ground(name);
	const tapes = {
		intake: await recorder(at.local.urls.heard_intake),
		desk: await recorder(at.local.urls.heard_desk)
	};
	const behindProxy = { ADDRESS_HEADER: 'x-forwarded-for', XFF_DEPTH: '1' };
	const app = await start(at, {
		intake: { DATABASE_URL: tapes.intake.url, ...behindProxy, ...environments.intake },
		desk: { DATABASE_URL: tapes.desk.url, ...behindProxy, ...environments.desk }
	});
	const world = worldOn(at, app.intake.origin, app.desk.origin);
	const agency = await world.agency();
	const { pepper } = world.desk;

	const from = <Who extends Visitor>(network: Network, who: Who): Who => {
		who.headers = { ...who.headers, 'x-forwarded-for': `198.18.${network}.7` };
		return who;
	};
	const bucketOf = (network: Network) =>
		Buffer.from(throttleKey(missKey(pepper), `198.18.${network}.0/24`));

	return {
		at,
		app,
		world,
		agency,
		tapes,
		link: async (options) => world.link(agency, await world.case(agency, options)),
		stranger: (network) => from(network, new Visitor(app.intake.origin)),
		victim: (link, network) => from(network, new Victim(app.intake.origin, link)),
		async missesOf(network) {
			const [row] = await at.superuser<{ count: number }[]>`
				select count from throttle where key = ${bucketOf(network)}`;
			return row?.count ?? 0;
		},
		async fill(network) {
			await at.superuser`
				insert into throttle (key, count, expires_at)
				values (${bucketOf(network)}, ${MISSES}, heard_now() + interval '10 minutes')
				on conflict (key) do update set count = ${MISSES}, expires_at = excluded.expires_at`;
		},
		async close() {
			await world.close();
			await app.stop();
			await Promise.all([tapes.intake.close(), tapes.desk.close()]);
			await at.close();
		}
	};
}
