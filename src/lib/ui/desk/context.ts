import { createContext } from 'svelte';
import { text, type Text } from '#lib/i18n/index.ts';
import { calendarOf, type Calendar } from './calendar.ts';

export type Desk = { language: string; timeZone: string; t: Text; calendar: Calendar };

/** `desk()` throws outside the frame: a page must not guess a time zone. */
export const [desk, setDesk, isFramed] = createContext<Desk>();

export function deskOf(language: string, timeZone: string): Desk {
	return {
		language,
		timeZone,
		t: text(language),
		calendar: calendarOf(language, timeZone)
	};
}
