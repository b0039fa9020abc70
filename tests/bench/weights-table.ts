import { limits, loadedBy, sums, type Weight, type Weights } from './weights.ts';

const columns = ['answer', 'status', 'body', 'on the wire', 'request'] as const;

/** The weights of one check-in and of the pages beside it, as lines to print. */
export function table(weights: Weights): string[] {
	const { checkIn, others } = weights;
	const total = sums(weights);
	return [
		line(...columns),
		...checkIn.map(row),
		line('together', '', sum(checkIn, 'body'), total.checkIn, total.asked),
		'',
		...others.map(row),
		'',
		judged('landing page, compressed, one request', total.landing, limits.landing),
		judged(`check-in, ${total.requests} requests, all answers`, total.checkIn, limits.checkIn),
		judged('largest page', total.page, limits.page),
		`  ${'asked for beside the pages themselves'.padEnd(44)} ${loaded(weights)}`
	];
}

/** The same in one line, to compare languages. */
export function summary(weights: Weights): string {
	const { landing, checkIn, page } = sums(weights);
	return `landing ${kB(landing)}, check-in ${kB(checkIn)}, largest page ${kB(page)}`;
}

function row({ what, method, status, body, answer, request }: Weight): string {
	return line(`${method.padEnd(4)} ${what}`, status, body, answer, request);
}

function line(what: string, ...figures: (string | number)[]): string {
	return `  ${what.padEnd(24)}${figures.map((figure) => String(figure).padStart(12)).join('')}`;
}

function judged(what: string, is: number, limit: number): string {
	const verdict = is <= limit ? 'within' : 'OVER';
	return `  ${what.padEnd(44)} ${kB(is)}, ${verdict} ${kB(limit)}`;
}

function loaded({ checkIn, others }: Weights): string {
	const found = [...checkIn, ...others].flatMap(({ html }) => loadedBy(html));
	return found.length === 0 ? 'nothing' : found.join('; ');
}

function sum(rows: Weight[], key: 'body'): number {
	return rows.reduce((all, one) => all + one[key], 0);
}

function kB(bytes: number): string {
	return `${(bytes / 1000).toFixed(1)} kB`;
}
