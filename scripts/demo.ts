import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { nameOf } from '#lib/i18n/index.ts';
import { keyRing } from '#lib/server/desk/keys/index.ts';
import { keyProvider } from '#lib/server/platform/crypto/keys/index.ts';
import { readPepper } from '#lib/server/platform/crypto/key-file.ts';
import { openPool } from '#lib/server/platform/db/client.ts';
import { removeEmbedded } from '#lib/server/platform/db/embedded/index.ts';
import { buildOnce } from './build.ts';
import { makeAgency } from './demo/agency.ts';
import { emailOf, people, shown } from './demo/cast.ts';
import { seed } from './demo/seed.ts';
import { topUp, type DemoLink } from './demo/top-up.ts';
import { dataFolder, prepareLocal, type Local } from './local.ts';
import { startSurface, untilReady, type Surface } from './processes.ts';
import { onceStopped, portOf, say } from './shell.ts';

// `npm run demo`: intake and desk as two processes of one build on the embedded database, with an
// invented agency. `--reset` starts over. Ctrl-C stops everything that was started.

type DemoFile = {
	url: string;
	deskUrl: string;
	databaseUrl: string;
	links: DemoLink[];
	staff: { name: string; role: string; email: string; password: string }[];
};

const file = join(dataFolder, 'demo.json');
const port = portOf();
const intakeOrigin = `http://127.0.0.1:${port}`;
const deskOrigin = `http://localhost:${port + 1}`;
const stopped = onceStopped();

const isAskedTo = process.argv.includes('--reset');
// without its file the agency was never made to its end: half of one is of no use
if (isAskedTo || !existsSync(file)) {
	if (isAskedTo) say('Starting over: removing the database and its keys');
	await removeEmbedded(join(dataFolder, 'pg'));
	for (const name of ['demo.json', 'keys', 'logins.json']) {
		rmSync(join(dataFolder, name), { recursive: true, force: true });
	}
}

buildOnce(say);
const local = await prepareLocal({ say });
const surfaces: Surface[] = [];
try {
	const demo = await prepareDemo(local);
	const common = { local, intakeOrigin, mode: 'demo' } as const;
	surfaces.push(
		startSurface({ ...common, surface: 'intake', origin: intakeOrigin, port }),
		startSurface({ ...common, surface: 'desk', origin: deskOrigin, port: port + 1 })
	);
	for (const [index, surface] of surfaces.entries()) await untilReady(surface, port + index);
	present(demo);
	await Promise.race([stopped, ...surfaces.map(({ ended }) => ended)]);
} finally {
	say('Stopping');
	await Promise.all(surfaces.map((surface) => surface.stop()));
	await local.release();
}

/** Makes the agency at the first start, tops the links up at every one. */
async function prepareDemo(at: Local): Promise<DemoFile> {
	const superuser = postgres(at.superuserUrl, { max: 1, onnotice: () => {} });
	const pools = {
		owner: openPool(at.urls.heard_owner, { max: 1, name: 'heard_demo' }),
		intake: openPool(at.urls.heard_intake, { max: 2, name: 'heard_demo' }),
		desk: openPool(at.urls.heard_desk, { max: 2, name: 'heard_demo' }),
		worker: openPool(at.urls.heard_worker, { max: 2, name: 'heard_demo' })
	};
	const provider = keyProvider({ path: at.kekFile });
	const desk = {
		db: pools.desk.db,
		keys: keyRing(provider),
		pepper: readPepper(at.pepperFile),
		intakeOrigin,
		origin: deskOrigin
	};
	try {
		const before = readDemo();
		let staff = before?.staff;
		if (!staff) {
			say('Making an invented agency with half a year of check-ins (about half a minute)');
			const cast = await makeAgency({ owner: pools.owner.db, desk, provider });
			await seed({
				superuser,
				intake: pools.intake.db,
				worker: pools.worker.db,
				desk,
				cast,
				say
			});
			staff = shown.map((key) => ({
				name: people[key].name,
				role: people[key].role,
				email: emailOf(key),
				password: cast.passwords[key]
			}));
		}
		const links = await topUp({
			superuser,
			desk,
			known: before?.url === intakeOrigin ? before.links : [],
			officerEmail: staff[0]?.email ?? ''
		});
		const demo = {
			url: intakeOrigin,
			deskUrl: deskOrigin,
			databaseUrl: at.superuserUrl,
			links,
			staff
		};
		writeFileSync(file, `${JSON.stringify(demo, null, '\t')}\n`, { mode: 0o600 });
		return demo;
	} finally {
		await superuser.end();
		await Promise.all(Object.values(pools).map((pool) => pool.end()));
	}
}

/** Null at the first start. */
function readDemo(): DemoFile | null {
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

function present({ links, staff }: DemoFile): void {
	say();
	say('Heard is ready. Everybody in it is invented.');
	say();
	say('One-time links, each with the code that she was told in person:');
	for (const { url, pin, case: reference, language } of links) {
		say(`  ${url}   code ${pin}   (${reference}, ${nameOf(language)})`);
	}
	say();
	say(`The desk: ${deskOrigin}/desk/login`);
	for (const { name, role, email, password } of staff) {
		say(`  ${name}, ${role}: ${email}   password ${password}`);
	}
	say();
	say(`The same in ${file}. Ctrl-C stops everything.`);
}
