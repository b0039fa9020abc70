import { scopeOf, type Role } from '../access/index.ts';

/**
 * How far somebody reaches into the accounts of the agency: an admin edits all, a supervisor reads the
 * roster of the unit and marks who is away, an auditor reads.
 */
export type TeamScope = 'edit' | 'unit' | 'read';

/** Null for those to whom the team is a page that does not exist. */
export function teamScopeOf(role: Role): TeamScope | null {
	const scope = scopeOf(role, 'accountsAndSettings');
	return scope === 'edit' || scope === 'unit' || scope === 'read' ? scope : null;
}
