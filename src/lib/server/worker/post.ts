import type { Carriers } from '#lib/server/platform/delivery/index.ts';

/** What messages that leave the house need beside the bench. */
export type Post = {
	carriers: Carriers;
	/** Host of the victims' pages, neutral: it stands in the headers of her mails. */
	intakeHost: string;
	/** Where staff sign in; the mails of staff name it. */
	deskOrigin: string;
};
