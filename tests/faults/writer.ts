import type { StoredAnswers } from '../../src/lib/domain/questionnaire/index.ts';
import { until } from '../support/until.ts';
import { Victim } from '../support/victim.ts';
import type { Fields, Reply } from '../support/visitor.ts';
import type { HandedLink } from '../support/world.ts';
import type { Act, History, Outcome } from './history.ts';

/** One who answers while things break, and writes down what she tried and what she was told. */
export class Writer {
	readonly victim: Victim;
	readonly #link: string;
	readonly #history: History;
	/** Forms that came back because they could not be saved, and whether all was still in them. */
	readonly returned: { kept: boolean }[] = [];

	constructor(origin: string, link: HandedLink, history: History) {
		this.victim = new Victim(origin, link);
		this.#link = link.linkId;
		this.#history = history;
	}

	opens(): Promise<Reply | null> {
		return this.#writesDown({ act: 'open', link: this.#link }, () => this.victim.opens());
	}

	/** `more` are fields beside the answer, such as her own words. */
	async continues(
		q: string,
		value: string | readonly string[],
		more: Fields = {}
	): Promise<Reply | null> {
		const text = more[`${q}_text`];
		const act: Act = { act: 'continue', link: this.#link, q, value };
		if (typeof text === 'string') act.text = text;
		const reply = await this.#writesDown(act, () => this.victim.answers(q, value, more));
		if (reply?.status === 503) {
			this.returned.push({ kept: stillHolds(reply, { [q]: value, ...more }) });
		}
		return reply;
	}

	sends(): Promise<Reply | null> {
		return this.#writesDown({ act: 'send', link: this.#link }, () => this.victim.presses('send'));
	}

	deletes(): Promise<Reply | null> {
		return this.#writesDown({ act: 'delete', link: this.#link }, async () => {
			await this.victim.presses('delete');
			return this.victim.presses('delete-confirm');
		});
	}

	/** Opens, answers and goes on to the Send page, on a calm day. */
	async comesToSend(said: StoredAnswers): Promise<void> {
		await this.untilHeard(said, { isSent: false });
	}

	/** The whole check-in, each step again and again until it is acknowledged. */
	async untilHeard(said: StoredAnswers, { isSent = true } = {}): Promise<void> {
		await insists('opening', () => this.opens());
		for (let pages = 0; pages < 80; pages++) {
			const page = await insists('a page', () => this.#reads(), 200);
			if (Victim.kind(page) === 'send') {
				if (isSent) await insists('sending', () => this.sends());
				return;
			}
			await insists('going on', () => this.#goesOnFrom(page, said));
		}
		throw new Error('no end of questions');
	}

	#reads(): Promise<Reply | null> {
		return this.victim.seesPage().catch(() => null);
	}

	#goesOnFrom(page: Reply, said: StoredAnswers): Promise<Reply | null> {
		const q = Victim.asked(page);
		if (q === null) return this.victim.presses('continue').catch(() => null);
		const value = said[q] ?? null;
		if (value === null) return this.victim.presses('skip', { q }).catch(() => null);
		const text = said[`${q}_text`];
		return this.continues(q, value, typeof text === 'string' ? { [`${q}_text`]: text } : {});
	}

	async #writesDown(act: Act, request: () => Promise<Reply>): Promise<Reply | null> {
		const cameOf = this.#history.attempt(act);
		try {
			const reply = await request();
			cameOf(outcomeOf(reply));
			return reply;
		} catch {
			// the line broke: nobody told her anything
			cameOf('unknown');
			return null;
		}
	}
}

function outcomeOf({ status }: Reply): Outcome {
	if (status === 303) return 'acknowledged';
	return status >= 500 ? 'unknown' : 'failed';
}

/** Tries until it is answered as it should be. Anything but "try again" ends it. */
async function insists(
	what: string,
	tries: () => Promise<Reply | null>,
	status = 303
): Promise<Reply> {
	return until(
		what,
		async () => {
			const reply = await tries();
			if (reply === null || reply.status === 503) return null;
			if (reply.status !== status) throw new Error(`${what}: answered ${reply.status}`);
			return reply;
		},
		{ seconds: 60 }
	);
}

/** Whether a page still holds every field of the form that it answers: codes as values, words as words. */
export function stillHolds(page: Reply, fields: Fields): boolean {
	return Object.values(fields)
		.flat()
		.every((value) => page.body.includes(value.includes(' ') ? value : `value="${value}"`));
}
