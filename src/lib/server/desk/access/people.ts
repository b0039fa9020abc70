import type { Person } from '#lib/domain/access/index.ts';
import type { Staff } from './staff.ts';

type Named = { id: string; name: string };

/** A colleague on a page. */
export function person(staff: Staff, { id, name }: Named): Person {
	return { name, isYou: id === staff.staffId };
}

/** The same where perhaps nobody is named. */
export function personOrNobody(
	staff: Staff,
	named: { id: string | null; name: string | null } | null
): Person | null {
	if (!named || named.id === null || named.name === null) return null;
	return person(staff, { id: named.id, name: named.name });
}
