import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { placeOf, scriptsOf, visit } from './source/parse.ts';
import { filesIn, isTest, read, root } from './source/project.ts';

// One word for each thing, the same in code, tables and texts: an officer and a programmer who say
// "concern" mean the same row. The words are those of section 1 of the architecture.

/** Words that would be a second name, and the name there is. */
const synonyms: Record<string, string> = {
	alarm: 'flag or concern',
	alert: 'flag or concern',
	client: 'victim',
	customer: 'victim',
	finding: 'flag',
	followup: 'check-in',
	invitation: 'link',
	invite: 'link',
	notification: 'delivery',
	offender: 'perpetrator',
	poll: 'check-in',
	respondent: 'victim',
	submission: 'response',
	survey: 'check-in, or questionnaire for its questions',
	suspect: 'perpetrator',
	tenant: 'agency',
	ticket: 'concern',
	user: 'staff or victim',
	warning: 'flag',
	workgroup: 'unit'
};

const folders = ['src/lib/domain', 'src/lib/server/platform/db/schema'];

describe('the words of Heard', () => {
	test('the domain and the tables call nothing by a second name', () => {
		const files = filesIn(root, ...folders).filter((path) => path.endsWith('.ts') && !isTest(path));
		expect(files.length).toBeGreaterThan(50);
		expect(files.flatMap((path) => secondNames(path, read(path)))).toEqual([]);
	});

	test.each(['userId', 'open_ticket', 'Surveys', 'ALERT_LIMIT'])('%s would be seen', (name) => {
		expect(secondNames('src/a.ts', `const ${name} = 1;`)).toHaveLength(1);
	});

	test.each(['isUsed', 'supervisor', 'clientele'])('%s is a word of its own', (name) => {
		expect(secondNames('src/a.ts', `const ${name} = 1;`)).toEqual([]);
	});
});

function secondNames(path: string, text: string): string[] {
	const found: string[] = [];
	for (const script of scriptsOf(path, text)) {
		visit(script, (node) => {
			if (!ts.isIdentifier(node)) return;
			for (const word of wordsOf(node.text)) {
				const name = synonyms[word] ?? synonyms[word.replace(/s$/, '')];
				if (name) found.push(`${placeOf(node)} \`${node.text}\`: say ${name}`);
			}
		});
	}
	return found;
}

/** `openTicket_ID` → open, ticket, id. */
function wordsOf(name: string): string[] {
	return name
		.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.split('_');
}
