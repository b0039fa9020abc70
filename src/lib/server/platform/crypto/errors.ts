// What may go wrong, without detail: which byte was wrong helps nobody but an attacker, and a
// message of a library could carry what it was given into a log.

/** A box that does not open: changed, cut, moved to another row, or another key. */
export class BoxError extends Error {
	override readonly name = 'BoxError';
	constructor() {
		super('A box does not open.');
	}
}

/** What `EnvelopeError` tells an operator. `content`: changed, cut or moved to another row. */
export type EnvelopeProblem = 'shape' | 'suite' | 'key' | 'content';

/** A sealed envelope that is refused. */
export class EnvelopeError extends Error {
	override readonly name = 'EnvelopeError';
	readonly problem: EnvelopeProblem;
	constructor(problem: EnvelopeProblem) {
		super(`A sealed envelope is refused: ${problem}.`);
		this.problem = problem;
	}
}

/** A public key that nothing can be sealed to: of the wrong length, or one that gives no secret. */
export class PublicKeyError extends Error {
	override readonly name = 'PublicKeyError';
	constructor() {
		super('A public key cannot be used.');
	}
}

/** More than fits into the largest size. Refused before it is sealed, never cut. */
export class TooLongError extends Error {
	override readonly name = 'TooLongError';
	constructor() {
		super('The text is too long to be sealed.');
	}
}

/** Opened bytes that we did not pad. */
export class PaddingError extends Error {
	override readonly name = 'PaddingError';
	constructor() {
		super('Opened bytes are not padded as ours are.');
	}
}
