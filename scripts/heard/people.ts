import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { role, type Role } from '#lib/domain/access/index.ts';
import { agencySettings } from '#lib/domain/settings/index.ts';
import * as setUp from '#lib/server/desk/auth/set-up/index.ts';
import { keyRing } from '#lib/server/desk/keys/index.ts';
import * as team from '#lib/server/desk/team/index.ts';
import { LanguageNotReviewed } from '#lib/server/desk/team/languages.ts';
import { keyProvider } from '#lib/server/platform/crypto/keys/index.ts';
import { readPepper } from '#lib/server/platform/crypto/key-file.ts';
import { openPool } from '#lib/server/platform/db/client.ts';
import { say, variable } from '../shell.ts';

// The first people of an installation: nobody should have to write SQL to be let in. What is printed
// holds a token, once, for the one who typed the command to hand over.

type Options = Record<string, string>;

/** As heard_owner and heard_desk, with the key files of the desk. */
async function asOperator(
	work: (at: {
		owner: ReturnType<typeof openPool>;
		desk: Parameters<typeof setUp.invite>[0];
		provider: ReturnType<typeof keyProvider>;
	}) => Promise<number>
): Promise<number> {
	const provider = keyProvider({ path: variable('HEARD_KEK_FILE', 'the path of the key file') });
	const pepper = readPepper(variable('HEARD_PEPPER_FILE', 'the path of the pepper file'));
	const origin = variable('ORIGIN', 'the address of the desk, such as https://desk.example');
	const owner = openPool(variable('DATABASE_OWNER_URL'), { max: 1, name: 'heard_command' });
	const pool = openPool(variable('DATABASE_URL'), { max: 1, name: 'heard_command' });
	const desk = { db: pool.db, keys: keyRing(provider), pepper, origin };
	return work({ owner, desk, provider }).finally(() => Promise.all([owner.end(), pool.end()]));
}

/** Says what is wrong, and that nothing was done. */
function refused(sentence: string): number {
	say(sentence);
	return 2;
}

export async function createAgency(given: Options): Promise<number> {
	const settings = readSettings(given.settings ?? '');
	if (typeof settings === 'string') return refused(settings);
	const recovery = readRecoveryKey(given);
	if (typeof recovery === 'string') return refused(recovery);
	const email = z.email().safeParse(given['admin-email']);
	if (!email.success) return refused('--admin-email is no e-mail address.');

	return asOperator(async ({ owner, desk, provider }) => {
		if (await setUp.isKnown(desk, email.data)) return refused(taken);
		// all or nothing: an agency without an admin could be neither entered nor made again by its name
		const made = await owner.db
			.transaction(async (tx) => {
				const agencyId = await team.createAgency(tx, {
					name: given.name ?? '',
					settings,
					provider,
					recoveryPublicKey: recovery
				});
				const name = given.organisation ?? given.name ?? '';
				const police = { kind: 'police', name, confidential: false } as const;
				const organisationId = await team.addOrganisation({ db: tx, agencyId }, police);
				const invited = await setUp.invite(
					{ ...desk, db: tx },
					{
						agencyId,
						organisationId,
						role: 'admin',
						name: given['admin-name'] ?? '',
						email: email.data
					}
				);
				if (!invited) throw new Taken();
				return { agencyId, address: invited.address };
			})
			.catch((error: unknown) => {
				if (error instanceof LanguageNotReviewed || error instanceof Taken) return error.message;
				throw error;
			});
		if (typeof made === 'string') return refused(made);
		say(`The agency is made: ${made.agencyId}`);
		say('Its first admin sets up the account here, once, within 72 hours:');
		say(made.address);
		return 0;
	});
}

const taken = 'Somebody has this e-mail already, here or in another agency: choose another one.';

/** By somebody who was faster than the question. */
class Taken extends Error {
	override readonly name = 'Taken';
	override readonly message = taken;
}

export async function inviteStaff(given: Options): Promise<number> {
	const asked = role.safeParse(given.role);
	if (!asked.success) return refused(`--role is one of ${role.options.join(', ')}.`);
	const email = z.email().safeParse(given.email);
	if (!email.success) return refused('--email is no e-mail address.');

	return asOperator(async ({ owner, desk }) => {
		const found = await setUp.findPlaces(owner.db, given.agency ?? '');
		if (found === null) return refused('There is no such agency: give its name or its id.');
		const kind = kindOf[asked.data];
		const places = found.organisations.filter(
			(one) =>
				one.kind === kind && (given.organisation === undefined || one.name === given.organisation)
		);
		const [place] = places;
		if (!place || places.length > 1) {
			const names = places.map(({ name }) => `"${name}"`).join(', ');
			return refused(
				places.length > 1
					? `There are several: say which with --organisation. ${names}`
					: `There is no such ${kind} organisation yet: an admin adds it on the team page first.`
			);
		}
		const invited = await setUp.invite(desk, {
			agencyId: found.agencyId,
			organisationId: place.id,
			role: asked.data,
			name: given.name ?? '',
			email: email.data
		});
		if (!invited) return refused(taken);
		say('The account is set up here, once, within 72 hours:');
		say(invited.address);
		return 0;
	});
}

const kindOf: Record<Role, 'police' | 'support' | 'programme'> = {
	officer: 'police',
	supervisor: 'police',
	admin: 'police',
	auditor: 'police',
	support_worker: 'support',
	programme_worker: 'programme'
};

/** The settings of an agency, or a sentence that names what is missing in them. */
function readSettings(path: string) {
	let file: unknown;
	try {
		file = JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return `The file ${path} cannot be read as JSON. A sample stands in docs/operations.md.`;
	}
	const read = agencySettings.safeParse(file);
	if (read.success) return read.data;
	const missing = read.error.issues.map(({ path: at }) => at.join('.')).join(', ');
	return `These settings are missing or wrong: ${missing}. A sample stands in docs/operations.md.`;
}

/** The public half of the recovery key; going without one has to be said. */
function readRecoveryKey(given: Options): Uint8Array | null | string {
	const path = given['recovery-key'];
	if (path === undefined) {
		return given['without-recovery-key'] === 'yes'
			? null
			: 'Give --recovery-key with the file of the public recovery key. Without one, whoever loses the KEK loses every answer: to go without, say --without-recovery-key yes.';
	}
	try {
		const bytes = readFileSync(path);
		if (bytes.length === 32) return bytes;
	} catch {
		// the sentence below says it
	}
	return `The file ${path} does not hold the 32 bytes of a public recovery key.`;
}
