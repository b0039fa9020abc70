import type { StoredAnswers } from '../../src/lib/domain/questionnaire/index.ts';
import { Visitor, type Fields, type Reply } from './visitor.ts';

export type OneTimeLink = { path: string; pin: string };

/** A victim with a link and a code, without script. She reads the page and answers what it asks. */
export class Victim extends Visitor {
	readonly link: OneTimeLink;

	constructor(origin: string, link: OneTimeLink) {
		super(origin);
		this.link = link;
	}

	/** Opens her link with her code (or another). The reply is the redirect, or the closed page. */
	opens(pin = this.link.pin): Promise<Reply> {
		return this.post(this.link.path, { pin });
	}

	seesPage(): Promise<Reply> {
		return this.get('/c');
	}

	/** The id of the question that the page asks; null on a page that is not a question. */
	static asked(page: Reply): string | null {
		return /<input type="hidden" name="q" value="([A-Za-z0-9]+)"/.exec(page.body)?.[1] ?? null;
	}

	/** Which page it is, by its buttons. */
	static kind(page: Reply): 'question' | 'send' | 'delete' | 'other' | 'closed' {
		if (page.status === 404) return 'closed';
		if (Victim.asked(page)) return 'question';
		if (page.body.includes('value="send"')) return 'send';
		return page.body.includes('value="delete-confirm"') ? 'delete' : 'other';
	}

	presses(action: string, fields: Fields = {}): Promise<Reply> {
		return this.post('/c', { ...fields, do: action });
	}

	answers(q: string, value: string | readonly string[], more: Fields = {}): Promise<Reply> {
		return this.post('/c', { q, [q]: value, ...more, do: 'continue' });
	}

	/**
	 * Goes on with what she has to say until `until` is asked or the Send page is reached: answers
	 * what she knows, skips the rest. Returns the questions she was asked, in order.
	 */
	async goesOn(said: StoredAnswers, { until }: { until?: string } = {}): Promise<string[]> {
		const asked: string[] = [];
		for (let pages = 0; pages < 80; pages++) {
			const page = await this.seesPage();
			const kind = Victim.kind(page);
			if (kind === 'send' || kind === 'closed') return asked;
			const q = Victim.asked(page);
			if (q !== null && q === until) return asked;
			if (q === null) {
				if (!page.body.includes('value="continue"')) return asked;
				await this.presses('continue');
				continue;
			}
			asked.push(q);
			const value = said[q];
			if (value === undefined || value === null) await this.presses('skip', { q });
			else await this.answers(q, value, textOf(said, q));
		}
		throw new Error(`no end of questions: ${asked.join(' ')}`);
	}

	/** The whole check-in: opens, answers, sends. The reply is the last page. */
	async tells(said: StoredAnswers): Promise<Reply> {
		await this.opens();
		await this.goesOn(said);
		await this.presses('send');
		return this.seesPage();
	}
}

function textOf(said: StoredAnswers, q: string): Fields {
	const text = said[`${q}_text`];
	return typeof text === 'string' ? { [`${q}_text`]: text } : {};
}
