import { v7 as uuid } from 'uuid';
import { talkId, type CaseId } from '../../src/lib/domain/ids.ts';
import {
	observed,
	type Observed,
	type StoredAnswers,
	type Typed
} from '../../src/lib/domain/questionnaire/index.ts';
import { askedIn, typedFrom } from '../../src/lib/domain/talk/index.ts';
import type { Desk, Staff } from '../../src/lib/server/desk/access/index.ts';
import * as assist from '../../src/lib/server/desk/assist/index.ts';

/** She knew the agreed word, is alone, and has agreed. */
export const agreed: Typed = {
	AM1: 'phone',
	AM2: 'yes',
	AM3: 'yes',
	AM4: 'none',
	AM5: 'en',
	AM6: 'yes'
};

/** A worker who talks with somebody, as the page drives the verbs. */
export class Worker {
	readonly desk: Desk;
	readonly staff: Staff;
	readonly caseId: CaseId;
	readonly talkId = talkId.parse(uuid());
	version = 1;

	constructor(desk: Desk, staff: Staff, caseId: CaseId) {
		this.desk = desk;
		this.staff = staff;
		this.caseId = caseId;
	}

	begins(opening: Typed = {}) {
		const { caseId, talkId } = this;
		return assist.begin(this.desk, this.staff, {
			caseId,
			talkId,
			typed: { ...agreed, ...opening }
		});
	}

	/** Saves these answers, and nothing about any other question. */
	async saves(
		answers: StoredAnswers,
		{ seen, note = null }: { seen?: Partial<Observed>; note?: string | null } = {}
	) {
		const kept = await assist.save(this.desk, this.staff, {
			caseId: this.caseId,
			talkId: this.talkId,
			version: this.version,
			asked: askedIn(Object.keys(answers)).map(({ id }) => id),
			here: 'feel',
			typed: typedFrom(answers),
			observed: seen ? observed.parse(seen) : null,
			note
		});
		if (kept?.kind === 'saved') this.version = kept.version;
		return kept;
	}

	sends() {
		const { caseId, talkId, version } = this;
		return assist.send(this.desk, this.staff, { caseId, talkId, version });
	}

	stops() {
		return assist.stop(this.desk, this.staff, this);
	}

	deletes() {
		return assist.remove(this.desk, this.staff, this);
	}

	sees(over: { talkId: string; end: 'sent' | 'stopped' } | null = null) {
		return assist.show(this.desk, this.staff, { id: this.caseId, over });
	}
}
