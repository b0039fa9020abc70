import { defaultLimits } from '../concern/limits.ts';
import type { DeskSettings } from './desk.ts';
import type { IntakeSettings } from './intake.ts';

// Everything here is invented. Nobody in need must ever ring one of these by mistake, so numbers are
// all zeros but the true emergency number.
export const demoSettings: { intake: IntakeSettings; desk: DeskSettings } = {
	intake: {
		languages: ['en'],
		timeZone: 'Europe/Brussels',
		emergency: '112',
		silentEmergency: '112',
		fileAfterMinutes: 30,
		words: {
			en: {
				readHours: 'every day from 8 in the morning to 10 at night',
				lawBlock:
					'If you tell us about a crime, the police may have to look into it. What you write here does not count as a report.',
				helpLines: [
					'Lantern Line, 0800 000 0000, day and night',
					'Harbour House, 0800 000 0001, every day from 9 in the morning to 9 at night',
					'Lantern Line text relay, 0800 000 0002'
				],
				silentEmergencyText: 'send a text message with the word HELP to 112',
				reportHow:
					'Go to any police station, or ask your officer or your support worker to help you'
			}
		}
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
