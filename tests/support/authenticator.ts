import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

// A device with one passkey, in software: it does what an honest one does, and what a dishonest one
// would, when it is told to.

type Ceremony = { challenge: string; rpId?: string; rp?: { id?: string } };
export type Lies = {
	/** Another page asks. */
	origin?: string;
	/** Nobody touched it, or nobody showed who they are. */
	isVerified?: boolean;
	/** Signs something else than it was asked to. */
	challenge?: string;
	/** Says that it signed so often before. */
	counter?: number;
};

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

export class Authenticator {
	readonly #origin: string;
	readonly #id = randomBytes(32);
	readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	#counter = 0;

	constructor(origin: string) {
		this.#origin = origin;
	}

	get id(): string {
		return base64url(this.#id);
	}

	/** What `navigator.credentials.create` gives, as the page sends it. */
	make(options: Ceremony, lies: Lies = {}): string {
		const { x = '', y = '' } = this.#pair.publicKey.export({ format: 'jwk' });
		// COSE: EC2, ES256, P-256
		const key = Buffer.concat([
			Buffer.from('a5010203262001215820', 'hex'),
			Buffer.from(x, 'base64url'),
			Buffer.from('225820', 'hex'),
			Buffer.from(y, 'base64url')
		]);
		const length = Buffer.alloc(2);
		length.writeUInt16BE(this.#id.length);
		const data = Buffer.concat([
			this.#data(options.rp?.id ?? '', { ...lies, flags: 0x40 }),
			Buffer.alloc(16),
			length,
			this.#id,
			key
		]);
		// CBOR: { fmt: "none", attStmt: {}, authData }
		const attestation = Buffer.concat([
			Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
			Buffer.from([data.length]),
			data
		]);
		return this.#answer({
			clientDataJSON: this.#client('webauthn.create', options.challenge, lies),
			attestationObject: base64url(attestation),
			transports: ['internal']
		});
	}

	/** What `navigator.credentials.get` gives, as the page sends it. */
	sign(options: Ceremony, lies: Lies = {}): string {
		const client = this.#client('webauthn.get', options.challenge, lies);
		const data = this.#data(options.rpId ?? '', { ...lies, flags: 0 });
		const signed = Buffer.concat([data, sha256(Buffer.from(client, 'base64url'))]);
		return this.#answer({
			clientDataJSON: client,
			authenticatorData: base64url(data),
			signature: base64url(sign('sha256', signed, this.#pair.privateKey))
		});
	}

	#answer(response: object): string {
		return JSON.stringify({
			id: this.id,
			rawId: this.id,
			type: 'public-key',
			clientExtensionResults: {},
			response
		});
	}

	#client(type: string, challenge: string, lies: Lies): string {
		const client = {
			type,
			challenge: lies.challenge ?? challenge,
			origin: lies.origin ?? this.#origin,
			crossOrigin: false
		};
		return base64url(Buffer.from(JSON.stringify(client)));
	}

	#data(rpId: string, { isVerified = true, counter, flags }: Lies & { flags: number }): Buffer {
		this.#counter = counter ?? this.#counter + 1;
		const count = Buffer.alloc(4);
		count.writeUInt32BE(this.#counter);
		// present, and verified
		const seen = 0x01 | (isVerified ? 0x04 : 0);
		return Buffer.concat([sha256(rpId), Buffer.from([flags | seen]), count]);
	}
}
