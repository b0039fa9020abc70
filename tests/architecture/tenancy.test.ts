import { getTableName, is } from 'drizzle-orm';
import { getTableConfig, PgTable, type PgColumn } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import * as schema from '#lib/server/platform/db/schema/index.ts';
import { tablesOf, type Table } from './tables.ts';
import { filesIn, read, root } from './source/project.ts';

// Every key carries the agency: no query can forget the tenant, no row can point into another one,
// and PostgreSQL can be distributed by it one day.

/** Tables whose primary key is something else, and why. */
const reviewed: Record<string, string> = {
	agency: 'is the tenant itself',
	link_lookup: 'found by a keyed hash of the token, before the agency is known',
	visit: 'found by the hash of a cookie, before the agency is known',
	session: 'found by the hash of a cookie, before the agency is known',
	sign_in: 'found by a keyed hash of an e-mail, before the agency is known',
	setup_link: 'found by a keyed hash of a token, before the agency is known',
	throttle: 'counts for a network, which belongs to no agency',
	sign_in_throttle: 'counts for a network or an account, before the agency is known'
};

/** Tables with an agency that row security leaves alone: they come before the agency is known. */
const beforeTheAgency = ['session', 'setup_link', 'sign_in'];

const walls = 'drizzle/0002_walls.sql';
const migrations = filesIn(root, 'drizzle').filter((path) => path.endsWith('.sql'));
const fromCode = Object.values(schema)
	.filter((one) => is(one, PgTable))
	.map(fromDrizzle);
const fromSql = tablesOf(migrations.map((path) => read(path)).join('\n'));

describe('A03 every key carries the agency', () => {
	test('A03 the schema and the migrations speak of the same tables', () => {
		expect(fromCode.length).toBeGreaterThan(20);
		expect(namesOf(fromSql)).toEqual(namesOf(fromCode));
	});

	describe.each([
		['the schema', fromCode],
		['the migrations', fromSql]
	])('A03 in %s', (_, tables) => {
		test('A03 every primary key begins with it', () => {
			expect(withoutAgencyFirst(tables)).toEqual([]);
		});

		test('A03 every foreign key begins with it, on both sides', () => {
			expect(tables.flatMap(strayReferences)).toEqual([]);
			expect(tables.flatMap((table) => table.references).length).toBeGreaterThan(20);
		});
	});

	test('A03 every table with an agency is under row security', () => {
		const text = read(walls);
		const spared = /relname not in \(([^)]*)\)/.exec(text)?.[1]?.match(/\w+/g) ?? [];
		// a set-up link came later, and has no policy at all
		expect(spared.toSorted()).toEqual(beforeTheAgency.filter((name) => name !== 'setup_link'));
		expect(text).toContain('enable row level security');

		// the loop there meets the tables that are there already: a later one needs its own lines
		const later = tablesOf(migrationsAfter(walls)).filter((table) =>
			table.columns.includes('agency_id')
		);
		const bare = namesOf(later).filter(
			(name) => !beforeTheAgency.includes(name) && !underRowSecurity(migrationsAfter(walls), name)
		);
		expect(bare).toEqual([]);
	});
});

describe('the guard itself', () => {
	const column = '"agency_id" uuid NOT NULL,\n\t"id" uuid NOT NULL';

	test('A03 sees a key that forgets the agency', () => {
		const tables = tablesOf(
			`CREATE TABLE "note" (\n\t${column},\n\tCONSTRAINT "p" PRIMARY KEY("id","agency_id")\n);\n` +
				'ALTER TABLE "note" ADD CONSTRAINT "f" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action;'
		);
		expect(withoutAgencyFirst(tables)).toEqual(['note']);
		expect(tables.flatMap(strayReferences)).toEqual(['note (case_id) → case (id)']);
	});

	test('A03 sees a table that is made after the walls and stands outside', () => {
		const made = `CREATE TABLE "note" (\n\t${column}\n);`;
		const walled = `${made}\nalter table public.note enable row level security;\ncreate policy desk_by_agency on public.note for all to heard_desk`;
		expect(underRowSecurity(made, 'note')).toBe(false);
		expect(underRowSecurity(walled, 'note')).toBe(true);
	});
});

function withoutAgencyFirst(tables: readonly Table[]): string[] {
	return tables
		.filter((table) => !(table.name in reviewed) && table.primaryKey[0] !== 'agency_id')
		.map((table) => table.name);
}

function strayReferences({ name, references }: Table): string[] {
	return references
		.filter(({ columns, table, foreign }) => {
			const isTenant = table === 'agency' && foreign.join() === 'id';
			return columns[0] !== 'agency_id' || !(isTenant || foreign[0] === 'agency_id');
		})
		.map(
			({ columns, table, foreign }) => `${name} (${columns.join()}) → ${table} (${foreign.join()})`
		);
}

function underRowSecurity(sql: string, name: string): boolean {
	const on = `(public\\.)?"?${name}"?\\b`;
	return (
		new RegExp(`alter table ${on} enable row level security`, 'i').test(sql) &&
		new RegExp(`create policy \\S+ on ${on}[^;]* to "?heard_desk`, 'i').test(sql)
	);
}

function migrationsAfter(first: string): string {
	return migrations
		.filter((path) => path > first)
		.map((path) => read(path))
		.join('\n');
}

function namesOf(tables: readonly Table[]): string[] {
	return tables.map((table) => table.name).toSorted();
}

function fromDrizzle(table: PgTable): Table {
	const { columns, primaryKeys, foreignKeys } = getTableConfig(table);
	const alone = columns.filter((column) => column.primary);
	return {
		name: getTableName(table),
		columns: columns.map(nameOf),
		primaryKey: (primaryKeys[0]?.columns ?? alone).map(nameOf),
		references: foreignKeys.map((key) => {
			const to = key.reference();
			return {
				columns: to.columns.map(nameOf),
				table: getTableName(to.foreignTable),
				foreign: to.foreignColumns.map(nameOf)
			};
		})
	};
}

/** As the database spells it (`casing: 'snake_case'`). */
function nameOf(column: PgColumn): string {
	return column.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
