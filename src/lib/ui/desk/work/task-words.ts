import type { TaskRow } from '#lib/domain/work/index.ts';
import {
	addresses,
	caseAddress,
	caseProgrammeAddress,
	sharingAddress,
	shareToSignAddress
} from '../addresses.ts';

const ofPlan: readonly TaskRow['kind'][] = [
	'make_plan',
	'confirm_plan',
	'review_plan',
	'asks_no_more',
	'outside_window',
	'unsafe_channel'
];

/** The page where a task is done. */
export function placeOf({ kind, caseId, about }: TaskRow): string {
	if (ofPlan.includes(kind)) return `${caseAddress(caseId)}/plan`;
	if (kind === 'sign_share' && about !== null) return shareToSignAddress(about);
	if (kind === 'tell_her_of_share') return sharingAddress(caseId);
	if (kind === 'provider_asks_for_call' || kind === 'call_provider') {
		return caseProgrammeAddress(caseId);
	}
	if (kind === 'review_break_glass') return addresses.glassReviews;
	return caseAddress(caseId);
}
