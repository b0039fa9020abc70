import type { Config } from '../config.ts';
import { readSecretFile } from '../crypto/key-file.ts';
import { nobody, type Carriers } from './carrier.ts';
import { outbox } from './outbox.ts';
import { gateway } from './sms.ts';
import { smtp } from './smtp.ts';

export type { Carriers, HandedOver, Mail, Sms } from './carrier.ts';
export { lookInto, rowOf, type KeptMessage } from './outbox.ts';

/** Who takes messages out of the house here: what was set up, else the outbox, else nobody. */
export function carriersOf({ mail, sms, outboxFolder }: Config['delivery']): Carriers {
	const kept = outboxFolder === null ? null : outbox(outboxFolder);
	return {
		sendMail: mail ? smtp(mail) : (kept?.sendMail ?? nobody),
		sendSms: sms
			? gateway({ url: sms.url, sender: sms.sender, key: readSecretFile(sms.keyFile) })
			: (kept?.sendSms ?? nobody)
	};
}
