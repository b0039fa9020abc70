import { v7 as uuid } from 'uuid';
import { linkId } from '../../src/lib/domain/ids.ts';
import { newPin, newToken } from '../../src/lib/domain/link/index.ts';
import {
	linkPlaceMac,
	lookupHash,
	pinVerifier,
	type LinkPlace
} from '../../src/lib/server/platform/crypto/kdf.ts';
import { random } from '../../src/lib/server/platform/crypto/random.ts';
import type { Ground } from './heard.ts';
import type { HandedLink, World } from './world.ts';

/** A link without a code, as it is handed over in person: it opens for whoever holds it. */
export async function takeCodeAway({ superuser }: Ground, { linkId }: HandedLink): Promise<void> {
	await superuser`update link set pin_verifier = null where id = ${linkId}`;
}

/** A second open link of the same check-in, such as a card beside a message. */
export async function secondLink(
	{ superuser }: Ground,
	{ desk }: World,
	first: HandedLink
): Promise<HandedLink> {
	const id = linkId.parse(uuid());
	const token = newToken(random);
	const pin = newPin(random);
	const [place] = await superuser<LinkPlace[]>`
		select agency_id as "agencyId", id as "linkId", case_id as "caseId", response_id as "responseId",
			questionnaire_version as "questionnaireVersion", case_public_key as "casePublicKey"
		from link where id = ${first.linkId}`;
	if (!place) throw new Error('no link');
	const changed = {
		id,
		pin_verifier: bytes(pinVerifier(token, pin, desk.pepper)),
		place_mac: bytes(linkPlaceMac({ ...place, linkId: id }, desk.pepper))
	};
	await superuser`
		insert into link
		select (jsonb_populate_record(link, ${superuser.json(changed)})).* from link where id = ${first.linkId}`;
	await superuser`
		insert into link_lookup (hash, agency_id, link_id)
		select ${lookupHash(token, desk.pepper)}, agency_id, id from link where id = ${id}`;
	const address = first.address.replace(first.token, token);
	return { linkId: id, address, path: `/l/${token}`, token, pin };
}

const bytes = (value: Uint8Array) => `\\x${Buffer.from(value).toString('hex')}`;
