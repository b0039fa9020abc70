/**
 * A cell that a spreadsheet would run as a formula becomes plain text: `=`, `+`, `-`, `@`, tab,
 * return, and whatever the eye does not see before them. NUL ends a text in some readers.
 */
export function neutralCell(text: string): string {
	const plain = text.replaceAll('\0', '');
	return /^[\s\p{C}]*[=+\-@\t\r]/u.test(plain) || /^[\t\r]/.test(plain) ? `'${plain}` : plain;
}

/** Rows as CSV for people: every cell quoted and neutral, lines as spreadsheets want them. */
export function toCsv(rows: readonly (readonly string[])[]): string {
	return rows
		.map((cells) => cells.map((cell) => `"${neutralCell(cell).replaceAll('"', '""')}"`).join(','))
		.map((line) => `${line}\r\n`)
		.join('');
}
