import { describe, expect, it } from 'vitest';
import { matrix, scopeOf, standings, type Part, type Scope } from './permissions.ts';
import { roles } from './roles.ts';

// The table of the specification (safety.md 9, "Who sees what"), letter by letter, without the
// column of the victim. Whoever changes the matrix changes this promise first.
const specification = `
| Data | officer (own) | duty desk | supervisor (unit) | support_worker (own) | programme_worker | admin | auditor |
| Answers (not the rows below) | yes | of open critical | of open high, critical | yes | — | — | — |
| Own words (V2, Z1, \`_text\`) | yes | of open critical | of open high, critical | yes | — | — | — |
| M1, M1_text, M2, F-MADE-WORSE | — | — | yes | yes | — | — | — |
| W1, F-VICTIM-SUICIDE | — | flag only, if not seen by S in 15 min and needed to save life | same as duty desk | yes | — | — | — |
| H4 \`status\` | — | — | — | yes | — | — | — |
| Contact plan | use; raw number hidden where the system sends or dials | use | use | edit | — | — | — |
| Safe word | on contact | on contact | on contact | yes | — | — | — |
| Flags, reasons, evidence | yes | open critical | yes | yes | — | — | — |
| Concern, clocks, actions | yes | open critical | yes | yes | — | counts | metadata |
| Officer's assessment, police notes | yes | of open critical | yes | — | — | — | — |
| Worker note | — (if shared by the victim's wish: yes) | — | — | yes | — | — | — |
| Orders, breaches | edit | read | edit | read | — | — | — |
| Programme attendance | read | read | read | read | edit (own programme) | — | — |
| "Please call the officer" | sends | sends | sends | — | receives | — | — |
| Links, PINs | makes: by message sees the PIN once, never the address; by card the address, the PIN only where one hand is allowed (L9) | — | — | as officer | — | state only | state only |
| Staff accounts, settings | — | — | unit roster | — | — | edit | read |
| Access log | own accesses | — | unit | own accesses | — | — | read; no content |
| Aggregates | — | — | unit, suppressed | own organisation, suppressed | — | system counts | yes, suppressed |`;

const meaning: [words: RegExp, scope: Scope][] = [
	[/^— \(if shared/, 'if_shared'],
	[/^—$/, 'none'],
	[/^(of )?open critical$/, 'open_critical'],
	[/^of open high, critical$/, 'open_high'],
	[/^flag only, if not seen by S in 15 min|^same as duty desk$/, 'flag_if_unseen'],
	[/^on contact$/, 'on_contact'],
	[/^use\b/, 'use'],
	[/^read\b/, 'read'],
	[/^edit\b/, 'edit'],
	[/^makes\b|^as officer$/, 'make'],
	[/^sends$/, 'send'],
	[/^receives$/, 'receive'],
	[/^state only$/, 'state'],
	[/^metadata$/, 'metadata'],
	[/counts$/, 'counts'],
	[/^yes, suppressed$/, 'suppressed'],
	[/^yes$/, 'yes'],
	[/^unit\b/, 'unit'],
	[/^own organisation\b/, 'organisation'],
	[/^own accesses$/, 'own']
];

// Object.keys forgets which keys they are
const partsInOrder = Object.keys(matrix) as Part[];

function cellsOf(line: string): string[] {
	return line
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim());
}

function read(words: string): Scope {
	const found = meaning.find(([pattern]) => pattern.test(words));
	if (!found) throw new Error(`no scope is called "${words}"`);
	return found[1];
}

const [, ...rows] = specification.trim().split('\n').map(cellsOf);

describe('who sees what', () => {
	it('has a row for each row of the specification and a column for each role', () => {
		expect(partsInOrder).toHaveLength(rows.length);
		expect(standings.filter((standing) => standing !== 'duty_desk')).toEqual(roles);
	});

	it('is the table of the specification, cell by cell', () => {
		const expected = rows.map(([, ...cells]) => cells.map(read));
		const written = partsInOrder.map((part) =>
			standings.map((standing) => scopeOf(standing, part))
		);
		expect(written).toEqual(expected);
	});

	it('reads like this', () => {
		const line = (cells: readonly string[]) =>
			cells
				.map((cell, place) => cell.padEnd(place === 0 ? 21 : 18))
				.join('')
				.trimEnd();
		const table = [
			line(['', ...standings]),
			...partsInOrder.map((part) =>
				line([part, ...standings.map((one) => scopeOf(one, part).replace('none', '—'))])
			)
		];
		expect(`\n${table.join('\n')}\n`).toMatchInlineSnapshot(`
			"
			                     officer           duty_desk         supervisor        support_worker    programme_worker  admin             auditor
			answers              yes               open_critical     open_high         yes               —                 —                 —
			ownWords             yes               open_critical     open_high         yes               —                 —                 —
			madeWorse            —                 —                 yes               yes               —                 —                 —
			victimSuicide        —                 flag_if_unseen    flag_if_unseen    yes               —                 —                 —
			migrationStatus      —                 —                 —                 yes               —                 —                 —
			contactPlan          use               use               use               edit              —                 —                 —
			safeWord             on_contact        on_contact        on_contact        yes               —                 —                 —
			flags                yes               open_critical     yes               yes               —                 —                 —
			concern              yes               open_critical     yes               yes               —                 counts            metadata
			policeNotes          yes               open_critical     yes               —                 —                 —                 —
			workerNote           if_shared         —                 —                 yes               —                 —                 —
			orders               edit              read              edit              read              —                 —                 —
			programmeAttendance  read              read              read              read              edit              —                 —
			callTheOfficer       send              send              send              —                 receive           —                 —
			links                make              —                 —                 make              —                 state             state
			accountsAndSettings  —                 —                 unit              —                 —                 edit              read
			accessLog            own               —                 unit              own               —                 —                 read
			aggregates           —                 —                 unit              organisation      —                 counts            suppressed
			"
		`);
	});

	it('gives programme staff, administrators and auditors nothing of what she said', () => {
		const answers: Part[] = ['answers', 'ownWords', 'madeWorse', 'victimSuicide'];
		const hers: Part[] = [...answers, 'migrationStatus', 'flags', 'contactPlan', 'safeWord'];
		for (const part of hers) {
			for (const standing of ['programme_worker', 'admin', 'auditor'] as const) {
				expect(scopeOf(standing, part), `${standing}: ${part}`).toBe('none');
			}
		}
	});
});
