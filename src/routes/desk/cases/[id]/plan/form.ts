import { z } from 'zod';

/**
 * What the page was made from, and when: who comes second is told, and overwrites nothing. It stays
 * the same until that was told, however often the form comes back.
 */
const madeFrom = { version: z.coerce.number().int().min(0), seen_at: z.coerce.date().optional() };

/** Beside the fields of the plan itself, which `typedFrom` reads. */
export const saveForm = z.object({
	...madeFrom,
	/** Which button: one more row, or how it was confirmed. */
	do: z.string().default('save')
});

export const confirmForm = z.object({ ...madeFrom, how: z.enum(['in_person', 'by_voice']) });

/** What a button of the form wants: more room on the page, or to be saved. */
export function wantedBy(button: string): Room | Save {
	if (button === 'more_ways') return { room: 'route' };
	const row = /^more_times_(\d{1,2})$/.exec(button)?.[1];
	if (row !== undefined) return { room: { windowOf: Number(row) } };
	return { confirmed: button === 'in_person' || button === 'by_voice' ? button : null };
}

type Room = { room: 'route' | { windowOf: number } };
type Save = { confirmed: 'in_person' | 'by_voice' | null };
