import { outsideId } from '#lib/domain/delivery/index.ts';
import { messageSubject } from '#lib/server/platform/delivery/message.ts';
import type { Bench } from '../bench.ts';
import type { Post } from '../post.ts';
import { judge, type Verdict } from './judge.ts';
import { settle, type Outcome } from './settle.ts';
import { claim, type Claimed, type Place } from './store.ts';

/**
 * Takes one message to its end, or to its next try; null when it is not due. It is handed over
 * outside of any transaction, so a gateway that hangs holds nothing; whoever dies before it is marked
 * has it sent again, under the same id.
 */
export async function deliver(
	bench: Bench,
	post: Post,
	place: Place
): Promise<Outcome['kind'] | null> {
	const row = await claim(bench.db, place);
	if (!row) return null;
	const verdict = await judge(bench, row);
	const outcome = verdict.kind === 'send' ? await handOver(post, { row, verdict }) : verdict;
	await settle(bench, row, outcome);
	return outcome.kind;
}

async function handOver(
	{ carriers, intakeHost }: Post,
	{
		row,
		verdict: { to, text, cover, until }
	}: { row: Claimed; verdict: Extract<Verdict, { kind: 'send' }> }
): Promise<Outcome> {
	const { agencyId, id, locale, channel } = row;
	const answer =
		channel === 'sms'
			? await carriers.sendSms({ id: outsideId({ agencyId, deliveryId: id }), to, text })
			: await carriers.sendMail({
					id,
					host: intakeHost,
					to,
					subject: messageSubject(locale),
					text
				});
	switch (answer.kind) {
		case 'accepted':
			return { kind: 'handed_over', cover };
		case 'later':
			return { kind: 'again', reason: answer.reason, until };
		case 'never':
			return { kind: 'failed', reason: answer.reason };
	}
}
