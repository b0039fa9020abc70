import { StartRefusal, type Config } from '../config.ts';
import { KeyFileError, readKeyFile, readSecretFile } from '../crypto/key-file.ts';
import type { AppLogin } from '../pools.ts';
import type { Pool } from '../db/client.ts';
import { checkDatabase } from './database.ts';
import { checkLanguages } from './languages.ts';

export { unsafeSettings } from './database.ts';

/**
 * Everything that is asked before the first request is let in. Throws `StartRefusal` with one
 * sentence that says what to do: an unsafe installation must not get used to running.
 */
export async function checkStart(config: Config, pools: [AppLogin, Pool][]): Promise<void> {
	checkLanguages(config);
	checkKeyFiles(config);
	for (const [login, pool] of pools) {
		await checkDatabase(pool, { login, mode: config.mode });
	}
}

/** Reads the key files of this process once and forgets them: there, whole, and for nobody else. */
export function checkKeyFiles({ pepperFile, kekFile, delivery }: Config): void {
	try {
		for (const path of [pepperFile, kekFile]) if (path !== null) readKeyFile(path).fill(0);
		if (delivery.sms) readSecretFile(delivery.sms.keyFile);
	} catch (error) {
		if (!(error instanceof KeyFileError)) throw error;
		throw new StartRefusal(error.message);
	}
}
