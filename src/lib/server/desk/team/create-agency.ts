import { v7 as uuid } from 'uuid';
import { agencyId, type AgencyId } from '#lib/domain/ids.ts';
import { agencySettings, type AgencySettings } from '#lib/domain/settings/index.ts';
import { makeAgencyKeys, type KeyProvider } from '#lib/server/platform/crypto/keys/index.ts';
import type { Database } from '#lib/server/platform/db/client.ts';
import { refuseUnreviewed } from './languages.ts';
import { addAgency } from './store.ts';

/**
 * A new agency with its key pair and its box key. Runs as heard_owner: no login of the app may write
 * a key. `recoveryPublicKey`: null only where losing the KEK may cost every answer. Its audit chain
 * begins with its first event.
 */
export async function createAgency(
	owner: Database,
	{
		name,
		settings,
		provider,
		recoveryPublicKey,
		isDemo = false
	}: {
		name: string;
		settings: AgencySettings;
		provider: KeyProvider;
		recoveryPublicKey: Uint8Array | null;
		/** Only there a language may be switched on that nobody has reviewed. */
		isDemo?: boolean;
	}
): Promise<AgencyId> {
	const id = agencyId.parse(uuid());
	const { intake, desk } = agencySettings.parse(settings);
	if (!isDemo) refuseUnreviewed(intake.languages);
	const keys = await makeAgencyKeys(provider, { agencyId: id, recoveryPublicKey });
	await owner.transaction((tx) =>
		addAgency(tx, { id, name, intakeSettings: intake, deskSettings: desk }, keys)
	);
	return id;
}
