/** A table as far as its keys go. Names as the database spells them. */
export type Table = {
	name: string;
	columns: readonly string[];
	primaryKey: readonly string[];
	references: readonly { columns: string[]; table: string; foreign: string[] }[];
};

/** The tables that SQL of drizzle-kit makes, with the keys that it gives them. */
export function tablesOf(sql: string): Table[] {
	const references = referencesOf(sql);
	return [...sql.matchAll(/create table (?:if not exists )?"(\w+)" \(([\s\S]*?)\n\);/gi)].map(
		([, name = '', body = '']) => ({
			name,
			columns: [...body.matchAll(/^\t"(\w+)"/gm)].map(([, column = '']) => column),
			primaryKey: primaryKeyOf(body),
			references: references.filter((one) => one.from === name)
		})
	);
}

function primaryKeyOf(body: string): string[] {
	const together = /PRIMARY KEY\s*\(([^)]*)\)/i.exec(body)?.[1];
	const alone = /^\t"(\w+)"[^\n]*PRIMARY KEY/im.exec(body)?.[1];
	return together ? namesIn(together) : alone ? [alone] : [];
}

function referencesOf(sql: string) {
	const foreignKey =
		/alter table "(\w+)" add constraint "[^"]+" foreign key \(([^)]*)\) references (?:"public"\.)?"(\w+)"\(([^)]*)\)/gi;
	return [...sql.matchAll(foreignKey)].map(([, from, columns = '', table = '', foreign = '']) => ({
		from,
		columns: namesIn(columns),
		table,
		foreign: namesIn(foreign)
	}));
}

function namesIn(list: string): string[] {
	return list.match(/\w+/g) ?? [];
}
