import { missKey, signInHash, throttleKey } from '#lib/server/platform/crypto/kdf.ts';
import { passwordProblem, type LinkProblem } from '#lib/domain/sign-in/index.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as factors from '../factors/index.ts';
import { isKnownPassword } from '../known-passwords.ts';
import { hashPassword, isRightPassword } from '../password.ts';
import { refusedSlowly } from '../refusal.ts';
import * as session from '../session.ts';
import { bucketsOf, mayTry } from '../sign-in.ts';
import * as steps from '../steps/index.ts';
import { countTries, giveBack, setPassword } from '../store.ts';
import * as store from './store.ts';
import { findWay, type Way } from './way.ts';

export type Typed = {
	token: string;
	password: string;
	/** The second factor, for a link that sets a password where there is one. */
	code: string;
	passkey: string;
	/** Came with the challenge that the passkey signed. */
	step: string;
	network: string;
	isDemo: boolean;
};

export type LinkUse =
	/** On to the second factor. */
	| { kind: 'set_up'; step: string }
	| { kind: 'signed_in'; id: string }
	| { kind: 'problem'; problem: LinkProblem };

/** Tries with set-up links from one network in 15 minutes, of which only misses count. */
const NETWORK = 30;

const problem = (problem: LinkProblem): LinkUse => ({ kind: 'problem', problem });

/** What a set-up link and a password do together. Looking at the page did nothing. */
export function useLink(desk: Desk, typed: Typed): Promise<LinkUse> {
	return refusedSlowly(
		() => tryToUse(desk, typed),
		(result) => result.kind === 'problem'
	);
}

async function tryToUse(desk: Desk, typed: Typed): Promise<LinkUse> {
	const bucket = throttleKey(missKey(desk.pepper), 'set-up', 'network', typed.network);
	const [tries = Infinity] = await countTries(desk.db, [bucket]);
	// asked before anything is looked for: it tells nothing of this link
	if (tries > NETWORK) return problem('wait');
	const way = await findWay(desk, typed.token);
	if (!way) return problem('ended');
	// found: what is typed beside it is no guess at a link
	await withAgency(desk.db, way.agencyId, (tx) => giveBack(tx, [bucket]));

	const { email } = way.account;
	if (way.purpose === 'factor') return toFactor(desk, { way, typed });
	const wrong = passwordProblem(typed.password, { email, isKnown: isKnownPassword });
	if (wrong) return problem(wrong);
	return way.purpose === 'invitation'
		? toPassword(desk, { way, typed })
		: toNewPassword(desk, { way, typed });
}

type Using = { way: Way; typed: Typed };

/** An invitation: the password now, then the second factor. */
async function toPassword(desk: Desk, using: Using): Promise<LinkUse> {
	const passwordHash = await hashPassword(using.typed.password);
	return whileHeld(desk, using, async (tx) => {
		await setPassword(tx, { ...using.way, passwordHash });
		return goOn(tx, using);
	});
}

/** A reset of the password: the mail alone must not be enough, so the second factor is asked as well. */
async function toNewPassword(desk: Desk, using: Using): Promise<LinkUse> {
	const { way, typed } = using;
	const { agencyId, staffId } = way;
	const held = await withAgency(desk.db, agencyId, (tx) => factors.has(tx, way));
	const asksFactor = !typed.isDemo && (held.app || held.passkey);
	if (!asksFactor) return toPassword(desk, using);

	if (typed.code === '' && typed.passkey === '') return problem('factor_missing');
	const isAllowed = await factors.countMiss(desk.db, way, desk.pepper);
	const passwordHash = await hashPassword(typed.password);
	return whileHeld(desk, using, async (tx) => {
		const factor = isAllowed && (await proveAt(tx, desk, using));
		if (!factor) {
			const event = isAllowed ? 'factor.refused' : 'factor.throttled';
			await audit.append(tx, agencyId, { event, staff: staffId });
			return problem('factor_wrong');
		}
		await factors.giveBackMiss(tx, way, desk.pepper);
		await setPassword(tx, { ...way, passwordHash });
		await spend(tx, using);
		const id = await session.start(tx, way);
		await audit.append(tx, agencyId, { event: 'session.started', by: staffId, factor });
		return { kind: 'signed_in', id };
	});
}

async function proveAt(tx: Transaction, desk: Desk, { way, typed }: Using) {
	const { agencyId, staffId } = way;
	if (typed.passkey === '') {
		return factors.prove(tx, desk, { agencyId, staffId, proof: { code: typed.code } });
	}
	const step = await steps.take(tx, typed.step);
	const isOwn = step?.purpose === 'step_up' && step.staffId === staffId;
	const proof = { passkey: typed.passkey, challenge: isOwn ? step.challenge : null };
	return factors.prove(tx, desk, { agencyId, staffId, proof });
}

/** A lost second factor: the password is asked as well, and counted as at the sign-in. */
async function toFactor(desk: Desk, using: Using): Promise<LinkUse> {
	const { way, typed } = using;
	const { agencyId, staffId, account } = way;
	const emailHash = signInHash(account.email, desk.pepper);
	const buckets = bucketsOf({ emailHash, network: typed.network, pepper: desk.pepper });
	const isRight =
		(await mayTry(desk.db, buckets)) &&
		(await isRightPassword(account.passwordHash, typed.password));
	return whileHeld(desk, using, async (tx) => {
		if (!isRight) {
			await audit.append(tx, agencyId, { event: 'session.refused', staff: staffId });
			return problem('wrong');
		}
		await giveBack(tx, buckets);
		return goOn(tx, using);
	});
}

/** Of two uses at once the second waits here, and finds the link used. */
function whileHeld(
	desk: Desk,
	{ way }: Using,
	work: (tx: Transaction) => Promise<LinkUse>
): Promise<LinkUse> {
	return withAgency(desk.db, way.agencyId, async (tx) =>
		(await store.holdLink(tx, way)) ? work(tx) : problem('ended')
	);
}

/** Used once; whoever was signed in as this person is no more. */
async function spend(tx: Transaction, { way }: Using): Promise<void> {
	const { agencyId, staffId, purpose } = way;
	await store.markUsed(tx, way);
	await session.endAll(tx, way);
	await audit.append(tx, agencyId, { event: 'setup_link.used', staff: staffId, purpose });
}

/** On to the second factor; in the demo, where none is asked for, straight in. */
async function goOn(tx: Transaction, using: Using): Promise<LinkUse> {
	const { agencyId, staffId } = using.way;
	await spend(tx, using);
	if (!using.typed.isDemo) {
		const step = await steps.begin(tx, { agencyId, staffId, purpose: 'set_up' });
		return { kind: 'set_up', step };
	}
	const id = await session.start(tx, using.way);
	await audit.append(tx, agencyId, { event: 'session.started', by: staffId, factor: 'none' });
	return { kind: 'signed_in', id };
}
