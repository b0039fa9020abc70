import { z } from 'zod';
import { caseId, noteId, revisionId, talkId } from '../ids.ts';
import { by } from './parts.ts';

const ofTalk = { ...by, case: caseId, talk: talkId };

/** Check-ins that a worker holds with her. */
export const talkEvents = {
	'talk.prepared': z.strictObject({ ...by, case: caseId }),
	'safe_word.shown': z.strictObject({ ...by, case: caseId }),
	// who spoke did not know the agreed word
	'talk.not_opened': z.strictObject({ ...ofTalk, revision: revisionId }),
	'talk.started': z.strictObject(ofTalk),
	'talk.opened': z.strictObject(ofTalk),
	'talk.sent': z.strictObject({ ...ofTalk, revision: revisionId, note: noteId.nullable() }),
	'talk.stopped': z.strictObject({ ...ofTalk, note: noteId.nullable() }),
	'talk.deleted': z.strictObject(ofTalk),
	// without a revision where nothing was told, and only something was noticed
	'talk.filed': z.strictObject({ talk: talkId, revision: revisionId.nullable() })
} as const;
