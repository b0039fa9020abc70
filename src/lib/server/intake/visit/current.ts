import type { DraftState } from '#lib/domain/draft.ts';
import { intakeSettings, type IntakeSettings } from '#lib/domain/settings/index.ts';
import { aad } from '#lib/server/platform/crypto/aad.ts';
import { BoxError, openBox } from '#lib/server/platform/crypto/box.ts';
import { secretHash, visitWrapKey } from '#lib/server/platform/crypto/kdf.ts';
import { labels } from '#lib/server/platform/crypto/labels.ts';
import { languages as withTexts, SOURCE } from '#lib/i18n/index.ts';
import type { Database } from '#lib/server/platform/db/client.ts';
import { tryOpenState } from '../draft/box.ts';
import { findVisit, type FoundVisit } from './store.ts';

export type OpenVisit = {
	state: 'open';
	row: FoundVisit;
	/** The one she chose, else the link's, else the agency's first. */
	language: string;
	secretHash: Uint8Array;
	draftKey: Uint8Array;
	draft: DraftState;
	/** Version of the draft that `draft` was opened from. */
	version: number;
	settings: IntakeSettings;
};
export type EndedVisit = {
	state: 'sent' | 'declined' | 'deleted' | 'not_now';
	row: FoundVisit;
	language: string;
	settings: IntakeSettings;
};

/**
 * The visit behind a cookie, or null: unknown, ended, 15 minutes idle, or two hours old. A visit
 * that has come to its end shows its last page until it idles out.
 *
 * The state of the link decides who may come in; whoever is in may finish what she is saying.
 * What she then sends over an ended link is filed beside the other answers.
 */
export async function current(
	db: Database,
	secret: Uint8Array
): Promise<OpenVisit | EndedVisit | null> {
	const hash = secretHash(secret);
	const row = await findVisit(db, hash);
	if (!row || !row.isLive || row.state === 'ended') return null;

	const settings = parseSettings(row.settings);
	const language = languageIn(settings, [row.locale, row.linkLocale]);
	if (row.state !== 'open') return { state: row.state, row, language, settings };
	// deleted in another window of the same code
	if (!row.stateBox || row.version === null) return null;

	const { agencyId, linkId, draftId, version } = row;
	const place = aad(labels.visit, agencyId, linkId, draftId);
	const draftKey = tryOpenBox(visitWrapKey(secret), row.keyBox, place);
	const draft =
		draftKey && tryOpenState(draftKey, { agencyId, linkId, draftId, version }, row.stateBox);
	// rows that somebody changed or moved: the closed page, and the worker says so
	if (!draftKey || !draft) return null;
	return { state: 'open', row, language, secretHash: hash, draftKey, draft, version, settings };
}

function tryOpenBox(key: Uint8Array, box: Uint8Array, place: Uint8Array): Uint8Array | null {
	try {
		return openBox(key, box, place);
	} catch (error) {
		if (error instanceof BoxError) return null;
		throw error;
	}
}

/** A page is in one language only: the catalogue's words and the agency's own. */
function languageIn({ languages }: IntakeSettings, wanted: readonly string[]): string {
	return wanted.find((one) => languages.includes(one)) ?? languages[0] ?? SOURCE;
}

// The same text is parsed once: settings are read on every page and change a few times a year.
const parsed = new Map<string, IntakeSettings>();

function parseSettings(text: string): IntakeSettings {
	const known = parsed.get(text);
	if (known) return known;
	const read = intakeSettings.parse(JSON.parse(text));
	const languages = read.languages.filter((language) => withTexts.includes(language));
	const settings = { ...read, languages };
	if (parsed.size > 200) parsed.clear();
	parsed.set(text, settings);
	return settings;
}
