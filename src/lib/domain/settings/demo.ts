import { defaultLimits } from '../concern/limits.ts';
import { en } from './demo-words/en.ts';
import { ar } from './demo-words/ar.ts';
import { de } from './demo-words/de.ts';
import { es } from './demo-words/es.ts';
import { fr } from './demo-words/fr.ts';
import { pl } from './demo-words/pl.ts';
import { ru } from './demo-words/ru.ts';
import { uk } from './demo-words/uk.ts';
import type { DeskSettings } from './desk.ts';
import type { IntakeSettings } from './intake.ts';

// Everything here is invented. Nobody in need must ever ring one of these by mistake, so numbers are
// all zeros but the true emergency number.
export const demoSettings: { intake: IntakeSettings; desk: DeskSettings } = {
	intake: {
		languages: ['en', 'ar', 'de', 'es', 'fr', 'pl', 'ru', 'uk'],
		timeZone: 'Europe/Brussels',
		emergency: '112',
		silentEmergency: '112',
		fileAfterMinutes: 30,
		words: { en, ar, de, es, fr, pl, ru, uk }
	},
	desk: {
		deskHours: { days: [0, 1, 2, 3, 4, 5, 6], open: '08:00', close: '22:00' },
		holidays: [],
		limits: defaultLimits,
		oneHand: true,
		withoutW1: false,
		linkLifeHours: 168,
		formOfAddress: 'she'
	}
};
