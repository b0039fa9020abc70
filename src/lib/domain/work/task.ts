import { z } from 'zod';

/**
 * Something to be done that is no flag. `make_plan` … `unsafe_channel` ask for a contact plan,
 * `message_failed` for another way to her. While `asks_no_more` is open no message goes to her.
 * `review_break_glass` is for the supervisor who judges an opening, `break_glass_told` for her support
 * worker, who learns of it.
 */
export const taskKinds = [
	'make_plan',
	'confirm_plan',
	'review_plan',
	'asks_no_more',
	'outside_window',
	'unsafe_channel',
	'message_failed',
	'call_her',
	'call_provider',
	'provider_asks_for_call',
	'sign_share',
	'tell_her_of_share',
	'agree_to_closing',
	'answer_challenge',
	'review_break_glass',
	'break_glass_told',
	'answer_question'
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** What is boxed as a task: a code, and where one is meant, the row that it is about. */
export const taskContent = z.object({
	kind: z.enum(taskKinds),
	/** Id of what it is about: a delivery, a share, a closing. */
	about: z.uuid().nullable().default(null),
	/** A code of ours that says why, such as the reason of a refused message. */
	reason: z.string().max(40).nullable().default(null)
});
export type TaskContent = z.infer<typeof taskContent>;
