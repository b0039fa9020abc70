import type { KeyObject } from 'node:crypto';
import type { Lane } from '#lib/domain/concern/index.ts';
import type {
	AgencyId,
	ConcernId,
	NoticeId,
	ResponseId,
	StaffId,
	TaskId,
	UnitId
} from '#lib/domain/ids.ts';
import { aad } from '../aad.ts';
import { closeBox, openBox } from '../box.ts';
import { labels } from '../labels.ts';
import { pad, unpad } from '../padding.ts';

// Things of which many are opened at once, under the agency's box key: a page of the queue cannot
// wait for fifty key agreements. Padded like envelopes, or the length of a headline would tell its code.

export type MeasurePlace = { agencyId: AgencyId; responseId: ResponseId };
/** `month`: `2026-11`, in the agency's time zone. */
export type AggregatePlace = { agencyId: AgencyId; unitId: UnitId; month: string };
export type HeadlinePlace = { agencyId: AgencyId; concernId: ConcernId; lane: Lane };
export type TaskPlace = { agencyId: AgencyId; taskId: TaskId };
export type NoticePlace = { agencyId: AgencyId; noticeId: NoticeId };
export type TotpPlace = { agencyId: AgencyId; staffId: StaffId };

/** The place a thing belongs to, the agency's box key, and JSON to lock. */
export type Boxing<Place> = Place & { boxKey: KeyObject; content: unknown };
/** The place where the box was found. Opening gives JSON, still to be parsed by its schema. */
export type Unboxing<Place> = Place & { boxKey: KeyObject; box: Uint8Array };

const measure = (at: MeasurePlace) => aad(labels.measure, at.agencyId, at.responseId);
const aggregate = (at: AggregatePlace) => aad(labels.aggregate, at.agencyId, at.unitId, at.month);
const headline = (at: HeadlinePlace) => aad(labels.headline, at.agencyId, at.concernId, at.lane);

const task = (at: TaskPlace) => aad(labels.task, at.agencyId, at.taskId);
const notice = (at: NoticePlace) => aad(labels.notice, at.agencyId, at.noticeId);
const totp = (at: TotpPlace) => aad(labels.totp, at.agencyId, at.staffId);

/** What the measures need of one response. */
export const boxMeasure = (it: Boxing<MeasurePlace>) => close(it, measure(it));
export const openMeasure = (it: Unboxing<MeasurePlace>) => open(it, measure(it));

/** The sums of one unit and month. */
export const boxAggregate = (it: Boxing<AggregatePlace>) => close(it, aggregate(it));
export const openAggregate = (it: Unboxing<AggregatePlace>) => open(it, aggregate(it));

/** The code of a lane's first reason and the number of others. */
export const boxHeadline = (it: Boxing<HeadlinePlace>) => close(it, headline(it));
export const openHeadline = (it: Unboxing<HeadlinePlace>) => open(it, headline(it));

/** What a task is: some kinds would tell an answer. */
export const boxTask = (it: Boxing<TaskPlace>) => close(it, task(it));
export const openTask = (it: Unboxing<TaskPlace>) => open(it, task(it));

/** What the text of a notice needs, until it is sent. */
export const boxNotice = (it: Boxing<NoticePlace>) => close(it, notice(it));
export const openNotice = (it: Unboxing<NoticePlace>) => open(it, notice(it));

/** The secret behind one-time codes. */
export const boxTotp = (it: Boxing<TotpPlace>) => close(it, totp(it));
export const openTotp = (it: Unboxing<TotpPlace>) => open(it, totp(it));

function close({ boxKey, content }: Boxing<object>, place: Uint8Array): Uint8Array {
	return closeBox(boxKey, pad(content), place);
}

function open({ boxKey, box }: Unboxing<object>, place: Uint8Array): unknown {
	return unpad(openBox(boxKey, box, place));
}
