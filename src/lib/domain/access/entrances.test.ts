import { describe, expect, it } from 'vitest';
import { deskRoutes, entrances, homeOf, isOpenRoute, mayEnter } from './entrances.ts';
import { roles } from './roles.ts';

describe('who may enter which page', () => {
	it('reads like this', () => {
		const mark = (is: boolean) => (is ? '●' : '—');
		const wide = Math.max(...deskRoutes.map((route) => route.length)) + 2;
		const line = (first: string, cells: readonly string[]) =>
			(first.padEnd(wide) + cells.map((cell) => cell.padEnd(18)).join('')).trimEnd();
		const table = deskRoutes.map((route) => {
			const entrance = entrances[route];
			return typeof entrance === 'string'
				? line(route, [entrance])
				: line(
						route,
						roles.map((role) => mark(mayEnter(role, route)))
					);
		});
		expect(`\n${[line('', roles), ...table].join('\n')}\n`).toMatchInlineSnapshot(`
			"
			                                    officer           supervisor        support_worker    programme_worker  admin             auditor
			/desk                               ●                 ●                 ●                 ●                 ●                 ●
			/desk/[...address]                  ●                 ●                 ●                 ●                 ●                 ●
			/desk/login                         open
			/desk/logout                        open
			/desk/outbox                        ●                 —                 ●                 —                 ●                 —
			/desk/receipts                      machine
			/desk/queue                         ●                 ●                 ●                 —                 —                 —
			/desk/concerns/[id]                 ●                 ●                 ●                 —                 —                 —
			/desk/cases                         ●                 ●                 ●                 —                 —                 —
			/desk/cases/[id]                    ●                 ●                 ●                 —                 —                 —
			/desk/cases/[id]/links/new          ●                 ●                 ●                 —                 —                 —
			/desk/cases/[id]/links/[link]/card  ●                 ●                 ●                 —                 —                 —
			/desk/cases/[id]/plan               ●                 ●                 ●                 —                 —                 —
			/desk/team                          —                 ●                 —                 —                 ●                 ●
			/desk/team/[id]                     —                 ●                 —                 —                 ●                 ●
			/desk/team/new                      —                 —                 —                 —                 ●                 —
			/desk/team/organisations            —                 —                 —                 —                 ●                 ●
			/desk/team/organisations/[id]       —                 —                 —                 —                 ●                 ●
			/desk/team/units/[id]               —                 —                 —                 —                 ●                 ●
			/desk/tasks                         ●                 ●                 ●                 —                 —                 —
			/desk/cases/[id]/notes              ●                 ●                 ●                 —                 —                 —
			/desk/cases/[id]/flag               ●                 ●                 ●                 —                 —                 —
			/desk/cases/[id]/programme          ●                 ●                 ●                 —                 —                 —
			/desk/cases/[id]/share              —                 —                 ●                 —                 —                 —
			/desk/shares/[id]                   —                 —                 ●                 —                 —                 —
			/desk/programmes                    —                 —                 —                 ●                 —                 —
			/desk/programmes/[id]               —                 —                 —                 ●                 —                 —
			/desk/cases/challenges              —                 ●                 —                 —                 —                 —
			/desk/cases/import                  ●                 ●                 —                 —                 —                 —
			/desk/cases/import/bad-lines        ●                 ●                 —                 —                 —                 —
			/desk/cases/new                     ●                 ●                 —                 —                 —                 —
			/desk/cases/parked                  —                 ●                 —                 —                 —                 —
			/desk/cases/[id]/close              ●                 ●                 —                 —                 —                 —
			/desk/cases/[id]/edit               ●                 ●                 —                 —                 —                 —
			/desk/cases/[id]/reassign           ●                 ●                 —                 —                 —                 —
			/desk/break-glass                   ●                 ●                 —                 —                 —                 —
			/desk/break-glass/review            —                 ●                 —                 —                 —                 —
			/desk/cases/[id]/block              —                 ●                 —                 —                 —                 —
			/desk/login/factor                  open
			/desk/login/challenge               open
			/desk/set-up/[token]                open
			/desk/set-up/[token]/challenge      open
			/desk/set-up/factor                 open
			/desk/step-up                       ●                 ●                 ●                 ●                 ●                 ●
			/desk/account                       ●                 ●                 ●                 ●                 ●                 ●
			/desk/account/app                   ●                 ●                 ●                 ●                 ●                 ●
			/desk/account/challenge             ●                 ●                 ●                 ●                 ●                 ●
			/desk/account/passkey               ●                 ●                 ●                 ●                 ●                 ●
			/desk/account/password              ●                 ●                 ●                 ●                 ●                 ●
			/desk/cases/[id]/check-in           ●                 ●                 ●                 —                 —                 —
			"
		`);
	});

	it('lets every role into the page that its day begins with', () => {
		const shut = roles.filter((role) => !mayEnter(role, homeOf[role]));
		expect(shut).toEqual([]);
	});

	it('knows nothing of an address that does not stand there', () => {
		for (const route of [null, '', '/desk/nothing', '/desk/team/', 'toString', '__proto__']) {
			expect(roles.some((role) => mayEnter(role, route))).toBe(false);
			expect(isOpenRoute(route)).toBe(false);
		}
	});
});
