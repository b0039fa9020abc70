// The map of the project as the style guide draws it: which part a file belongs to, and which parts
// it may know. A part that is not named here does not exist.

type Part = {
	/** How the guide calls it. */
	name: string;
	/** Where its files are. The first part that fits counts. */
	path: RegExp;
	/** Names of the parts it may import, besides itself. */
	may: readonly string[];
	/** Packages and modules it may import; all when it is not said. */
	packages?: RegExp;
	/** Why, and what to do instead. Ends the message. */
	teaches: string;
};

const intakeTeaches =
	'Intake is the part strangers can attack, so it must not be able to open anything.\n' +
	'Move the shared part to `domain` or `platform`, or do the work in the worker. See docs/decisions/0003.';
const platformTeaches =
	'Both zones stand on the platform, so it must not lean on either of them, and only `crypto/` knows how to open.\n' +
	'Take what is needed as an argument, or move the file into the zone that needs it. See docs/decisions/0003.';
const deskTeaches =
	'Desk and intake share nothing but `domain` and `platform`, and jobs belong to the worker.\n' +
	'Move the shared part there, or write a row that the worker picks up.';
const uiTeaches =
	'A component shows what its route hands it.\n' +
	'Load it in the route, and put types that both need into `domain`.';
const routeTeaches =
	'A route reads as a table of contents: it asks its own zone, and knows HTTP.\n' +
	'Move the work into a verb of the zone, or into `platform/http` if it is about requests.';

const platform = ['platform', 'platform/db', 'platform/http', 'platform/crypto'];
const common = ['domain', 'i18n', ...platform];
const opening = ['platform/crypto/open', 'platform/crypto/keys'];

/** The parts of `src`, from the most to the least particular. */
export const parts: readonly Part[] = [
	{
		name: 'domain',
		path: /^src\/lib\/domain\//,
		may: [],
		packages: /^zod$/,
		teaches:
			'`domain` is pure and imports `zod` and itself only: plain `node` runs it, and so does every test.\n' +
			'Do the work in `server` and hand the result in as an argument.'
	},
	{
		name: 'i18n',
		path: /^src\/lib\/i18n\//,
		may: ['domain'],
		teaches: 'Texts know nothing of where they are shown.\nHand them in as an argument.'
	},
	{
		name: 'platform/crypto/open',
		path: /^src\/lib\/server\/platform\/crypto\/open\//,
		may: ['domain', 'platform/crypto'],
		teaches: platformTeaches
	},
	{
		name: 'platform/crypto/keys',
		path: /^src\/lib\/server\/platform\/crypto\/keys\//,
		may: ['domain', 'platform/crypto', 'platform/crypto/open'],
		teaches: platformTeaches
	},
	{
		name: 'platform/crypto',
		path: /^src\/lib\/server\/platform\/crypto\//,
		may: ['domain'],
		teaches:
			'What seals is for everybody, so it must not lead to what opens.\n' +
			'Move the shared part up into `crypto/`, without a private key in it. See docs/decisions/0003.'
	},
	{
		name: 'platform/jobs',
		path: /^src\/lib\/server\/platform\/jobs\//,
		may: common,
		teaches: platformTeaches
	},
	...['platform/db', 'platform/http', 'platform'].map((name) => ({
		name,
		path: new RegExp(`^src/lib/server/${name}/`),
		may: common,
		teaches: platformTeaches
	})),
	{
		name: 'server/intake',
		path: /^src\/lib\/server\/intake\//,
		may: common,
		packages: /^(?!lucia$)/,
		teaches: intakeTeaches
	},
	{
		name: 'server/desk',
		path: /^src\/lib\/server\/desk\//,
		may: [...common, ...opening],
		teaches: deskTeaches
	},
	{
		name: 'server/worker',
		path: /^src\/lib\/server\/worker\//,
		may: [...common, ...opening, 'server/desk', 'platform/jobs'],
		packages: /^(?!\$app\/)/,
		teaches:
			'The worker has no HTTP and no part in intake.\n' +
			'Use `domain`, `platform` or `desk`, and write a row when intake is to know something.'
	},
	{
		name: 'ui/intake',
		path: /^src\/lib\/ui\/intake\//,
		may: ['domain', 'i18n', 'ui/shared'],
		teaches: uiTeaches
	},
	{
		name: 'ui/desk',
		path: /^src\/lib\/ui\/desk\//,
		may: ['domain', 'i18n', 'ui/shared'],
		teaches: uiTeaches
	},
	{
		name: 'ui/shared',
		path: /^src\/lib\/ui\/((shared|charts)\/|tokens\.css$)/,
		may: ['domain', 'i18n'],
		teaches: uiTeaches
	},
	{
		name: 'routes/(intake)',
		path: /^src\/routes\/\(intake\)\//,
		may: ['server/intake', 'platform/http', 'domain', 'ui/intake', 'i18n'],
		teaches: routeTeaches
	},
	{
		name: 'routes/desk',
		path: /^src\/routes\/desk\//,
		may: ['server/desk', 'platform/http', 'domain', 'ui/desk', 'i18n'],
		teaches: routeTeaches
	},
	{
		// what every address falls back to, the unknown one too: it looks like intake
		name: 'routes',
		path: /^src\/routes\//,
		may: ['platform', 'platform/http', 'domain', 'ui/intake', 'ui/shared', 'i18n'],
		teaches: routeTeaches
	},
	{
		name: 'hooks.server.ts',
		path: /^src\/hooks\.server\.ts$/,
		may: ['platform', 'platform/http', 'domain'],
		teaches:
			'hooks.server.ts is loaded by both surfaces, so it must be harmless to intake.\n' +
			'Load a zone with `await import(…)`, for the surface that it is for.'
	},
	{
		name: 'hooks.client.ts',
		path: /^src\/hooks\.client\.ts$/,
		may: [],
		teaches: 'hooks.client.ts sets up what the browser of the desk runs, and knows nothing of ours.'
	},
	{
		// types only
		name: 'app.d.ts',
		path: /^src\/app\.d\.ts$/,
		may: ['domain', 'platform', 'platform/http', 'server/desk', 'server/intake'],
		teaches: 'app.d.ts names types of what hangs on a request.'
	}
];

/** The one file that may load zones, and the doors it may use. */
export const hooksMayLoad = new Set([
	'src/lib/server/intake/handle.ts',
	'src/lib/server/desk/handle.ts',
	'src/lib/server/worker/start.ts'
]);

/** Packages for few: who may import them, and what others do instead. */
export const reserved: readonly {
	package: RegExp;
	mayImport: (path: string) => boolean;
	teaches: string;
}[] = [
	{
		package: /^drizzle-orm(\/|$)/,
		mayImport: (path) =>
			path.endsWith('/store.ts') || path.startsWith('src/lib/server/platform/db/'),
		teaches:
			'Only `store.ts` files and `platform/db` speak SQL. Put the query into the `store.ts` of this subject.'
	},
	{
		package: /^lucia(\/|$)/,
		mayImport: (path) => path === 'src/lib/server/desk/auth/session.ts',
		teaches:
			'Lucia is no longer developed, so only `desk/auth/session.ts` knows it. Call its functions. See docs/decisions/0004.'
	},
	{
		package: /^@hpke\//,
		mayImport: (path) => path.startsWith('src/lib/server/platform/crypto/'),
		teaches: 'Only `platform/crypto` seals and opens. Call its `seal…` or `open…`.'
	},
	{
		package: /^pg-boss(\/|$)/,
		mayImport: (path) => path.startsWith('src/lib/server/platform/jobs/'),
		teaches: 'Only `platform/jobs` knows pg-boss. Write a row that the worker picks up.'
	},
	{
		package: /^pino(\/|$)/,
		mayImport: (path) => path === 'src/lib/server/platform/log.ts',
		teaches: 'Only `platform/log.ts` writes lines. Add the event to its list and call `log`.'
	}
];

/** The part that a file belongs to. */
export function partOf(path: string): Part | null {
	return parts.find((part) => part.path.test(path)) ?? null;
}

/** What opens, or belongs to those who open: nothing of intake may reach it by any way. */
export function isBehindTheWall(target: string): boolean {
	return (
		/^src\/lib\/server\/(desk|worker|platform\/(crypto\/(open|keys)|jobs))\//.test(target) ||
		/^src\/(routes|lib\/ui)\/desk\//.test(target) ||
		/^(lucia|pg-boss)(\/|$)/.test(target)
	);
}

export const intakeMessage = intakeTeaches;

/** Everything that an intake process loads at its start or for a stranger's request. */
export function isOpenToStrangers(path: string): boolean {
	return (
		/^src\/lib\/(server\/intake|ui\/(intake|shared))\//.test(path) ||
		/^src\/routes\/(\(intake\)\/|healthz\/|[^/]+$)/.test(path) ||
		path === 'src/hooks.server.ts'
	);
}
