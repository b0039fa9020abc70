import { notNowReasons, type NotNow } from '../contact/index.ts';
import type { TaskKind } from '../work/index.ts';

/** Why a message did not go, beside what the plan says against it. Codes of ours, never words of a provider. */
export const deliveryReasons = [
	...notNowReasons,
	// there is nothing any more that it could lead to
	'link_ended',
	'link_expired',
	'erased',
	// plan or text do not open
	'unreadable',
	// the ways out of the house
	'no_transport',
	'bad_address',
	'rejected',
	'unreachable',
	// the provider took it and says that it did not arrive
	'not_delivered'
] as const;
export type DeliveryReason = (typeof deliveryReasons)[number];

const asked: Partial<Record<DeliveryReason, TaskKind>> = {
	no_plan: 'make_plan',
	not_confirmed: 'confirm_plan',
	plan_old: 'confirm_plan',
	paused: 'review_plan',
	channel_not_safe: 'unsafe_channel',
	unsafe_since: 'unsafe_channel',
	asked_not_to: 'review_plan',
	asked_enough: 'call_her',
	outside_window: 'outside_window',
	day_to_avoid: 'outside_window',
	no_window: 'outside_window',
	too_soon: 'outside_window'
} satisfies Partial<Record<NotNow, TaskKind>>;

/** What somebody has to do now that a message will not go. */
export function taskFor(reason: DeliveryReason): TaskKind {
	return asked[reason] ?? 'message_failed';
}
