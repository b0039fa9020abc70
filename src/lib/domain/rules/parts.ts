/** `ref`: a question id, `facts.x`, `previous.x`, `observations.x`, `checkIn.x` or `flag:CODE`. */
export type Evidence = { ref: string; value: string };

/**
 * One part of a condition, looked at: null is false, a list is true and says by what. A part can be
 * true with nothing to show for it, such as "none of these flags".
 */
export type Part = Evidence[] | null;

// A condition is built from parts so that the reason a flag fired can never differ from the
// evidence that stands beside it.

/** "a or b": true if one is; every true one is evidence. */
export function any(...parts: Part[]): Part {
	const found = parts.filter((part) => part !== null);
	return found.length > 0 ? found.flat() : null;
}

/** "a and b". */
export function all(...parts: Part[]): Part {
	const found = parts.filter((part) => part !== null);
	return found.length === parts.length ? found.flat() : null;
}

export function atLeast(count: number, parts: Part[]): Part {
	const found = parts.filter((part) => part !== null);
	return found.length >= count ? found.flat() : null;
}

/** "not a". What did not happen is no evidence. */
export function unless(part: Part): Part {
	return part === null ? [] : null;
}

/** True without evidence, or false. */
export function given(truth: boolean): Part {
	return truth ? [] : null;
}
