import { openTask } from '#lib/server/platform/crypto/keys/index.ts';
import { taskId, type CaseId, type DeliveryId } from '#lib/domain/ids.ts';
import type { Carriers, Mail, Sms } from '#lib/server/platform/delivery/index.ts';
import { sendDue } from '#lib/server/worker/send-due.ts';
import { ground } from '../support/heard.ts';
import { messagesOn } from '../support/messages.ts';
import { worldOn } from '../support/world.ts';

// What the tests of messages share: an agency, a worker that sends, and a gateway that takes all.

export type PostOffice = Awaited<ReturnType<typeof postOffice>>;

const accepted = { kind: 'accepted' } as const;

export async function postOffice(name: string) {
	const at = await ground(name);
	const world = worldOn(at);
	const agency = await world.agency();
	const mails: Mail[] = [];
	const texts: Sms[] = [];
	const post: Carriers = {
		sendMail: async (mail) => {
			mails.push(mail);
			return accepted;
		},
		sendSms: async (sms) => {
			texts.push(sms);
			return accepted;
		}
	};
	return {
		at,
		world,
		agency,
		messages: messagesOn(at, world),
		/** What it has taken. */
		mails,
		texts,
		post,
		sends: (carriers: Carriers = post) =>
			sendDue(
				{ db: world.pools.worker.db, keys: world.desk.keys },
				{ carriers, intakeHost: 'reminder.example', deskOrigin: 'https://desk.example' }
			),
		async tasksOf(caseId: CaseId) {
			const boxKey = await world.desk.keys.boxKey(world.pools.worker.db, agency.id);
			const rows = await at.superuser<
				{ id: string; lane: string; owner_id: string | null; box: Buffer }[]
			>`select id, lane, owner_id, box from task where case_id = ${caseId} order by made_at, id`;
			return rows.map(({ id, lane, owner_id: owner, box }) => ({
				lane,
				owner,
				content: openTask({ boxKey, agencyId: agency.id, taskId: taskId.parse(id), box })
			}));
		},
		async auditOf(id: DeliveryId): Promise<Record<string, unknown>[]> {
			const rows = await at.superuser<{ body: string }[]>`
				select body from audit_event where body like ${`%${id}%`} order by seq`;
			return rows.map(({ body }) => JSON.parse(body));
		},
		async close() {
			await world.close();
			await at.close();
		}
	};
}
