import {
	generateAuthenticationOptions,
	generateRegistrationOptions,
	verifyAuthenticationResponse,
	verifyRegistrationResponse
} from '@simplewebauthn/server';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import type { Person } from '../store.ts';
import * as store from './store.ts';

// WebAuthn. A passkey belongs to one account and to the origin of this desk; it signs one challenge,
// once, and only after its owner was verified on the device.

type Here = Pick<Desk, 'origin'>;

const base64url = z
	.string()
	.max(16_384)
	.regex(/^[\w-]+=*$/);

const common = {
	id: base64url,
	rawId: base64url,
	type: z.literal('public-key'),
	// what extensions say is not asked for and not looked at
	clientExtensionResults: z.unknown().transform(() => ({}))
};
const assertion = z.object({
	...common,
	response: z.object({
		clientDataJSON: base64url,
		authenticatorData: base64url,
		signature: base64url
	})
});
const attestation = z.object({
	...common,
	response: z.object({
		clientDataJSON: base64url,
		attestationObject: base64url,
		transports: z
			.array(z.string().regex(/^[a-z-]{1,20}$/))
			.max(10)
			.optional()
	})
});

const rpOf = ({ origin }: Here) => new URL(origin).hostname;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const bytes = (value: Uint8Array) => new Uint8Array(value);

/** What the browser needs to ask for a passkey of this person. */
export async function askFor(
	tx: Transaction,
	desk: Here,
	{ challenge, ...person }: Person & { challenge: Uint8Array }
) {
	const own = await store.listPasskeys(tx, person);
	return generateAuthenticationOptions({
		rpID: rpOf(desk),
		challenge: bytes(challenge),
		userVerification: 'required',
		allowCredentials: own.map(({ credentialId, transports }) => ({
			id: text(credentialId),
			transports
		}))
	});
}

/** What the browser needs to make one. Those that are there already are left out. */
export async function askToMake(
	tx: Transaction,
	desk: Here,
	{
		challenge,
		email,
		name,
		...person
	}: Person & { challenge: Uint8Array; email: string; name: string }
) {
	const own = await store.listPasskeys(tx, person);
	return generateRegistrationOptions({
		rpName: 'Heard',
		rpID: rpOf(desk),
		challenge: bytes(challenge),
		userID: bytes(Buffer.from(person.staffId)),
		userName: email,
		userDisplayName: name,
		attestationType: 'none',
		authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
		excludeCredentials: own.map(({ credentialId, transports }) => ({
			id: text(credentialId),
			transports
		}))
	});
}

/** Whether a passkey of this person, and of nobody else, signed this challenge. */
export async function prove(
	tx: Transaction,
	desk: Here,
	{ passkey, challenge, ...person }: Person & { passkey: string; challenge: Uint8Array | null }
): Promise<boolean> {
	const response = parsed(assertion, passkey);
	if (!response || !challenge) return false;
	const own = await store.listPasskeys(tx, person);
	const used = own.find(({ credentialId }) => text(credentialId) === response.id);
	if (!used) return false;

	const checked = await verifyAuthenticationResponse({
		response,
		expectedChallenge: text(challenge),
		expectedOrigin: desk.origin,
		expectedRPID: rpOf(desk),
		requireUserVerification: true,
		credential: {
			id: text(used.credentialId),
			publicKey: bytes(used.publicKey),
			counter: used.counter
		}
	}).catch(() => null);
	if (!checked?.verified) return false;

	const counter = checked.authenticationInfo.newCounter;
	return store.usePasskey(tx, person, { id: used.id, counter });
}

/** Keeps a new passkey. Null when the answer is not one to this challenge, or it is known already. */
export async function add(
	tx: Transaction,
	desk: Here,
	{
		passkey,
		challenge,
		name,
		agencyId,
		staffId
	}: Person & { passkey: string; challenge: Uint8Array | null; name: string }
): Promise<string | null> {
	const response = parsed(attestation, passkey);
	if (!response || !challenge) return null;
	const checked = await verifyRegistrationResponse({
		response,
		expectedChallenge: text(challenge),
		expectedOrigin: desk.origin,
		expectedRPID: rpOf(desk),
		requireUserVerification: true
	}).catch(() => null);
	if (!checked?.verified) return null;

	const { credential } = checked.registrationInfo;
	const id = uuid();
	const isNew = await store.addPasskey(tx, {
		agencyId,
		id,
		staffId,
		credentialId: Buffer.from(credential.id, 'base64url'),
		publicKey: credential.publicKey,
		counter: credential.counter,
		transports: response.response.transports ?? [],
		name
	});
	return isNew ? id : null;
}

function parsed<Schema extends z.ZodType>(schema: Schema, json: string): z.infer<Schema> | null {
	try {
		const read = schema.safeParse(JSON.parse(json));
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}
