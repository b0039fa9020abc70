/** A mail in plain text to one person. */
export type Mail = {
	/** The row that it is for: the same mail has the same Message-ID, however often it is sent. */
	id: string;
	/** Host of the Message-ID. */
	host: string;
	to: string;
	subject: string;
	text: string;
};

export type Sms = {
	/** Also the idempotency key: the gateway sends one message for it, however often it is asked. */
	id: string;
	to: string;
	text: string;
};

/** Codes of ours: words of a provider may hold a number or an address, and go nowhere. */
export type Failure = 'no_transport' | 'bad_address' | 'rejected' | 'unreachable';

export type HandedOver =
	| { kind: 'accepted' }
	/** It may work later. It may also have worked: nobody told us. */
	| { kind: 'later'; reason: Failure }
	| { kind: 'never'; reason: Failure };

/** Who takes messages out of the house. Never throws, and always answers within its time. */
export type Carriers = {
	sendMail: (mail: Mail) => Promise<HandedOver>;
	sendSms: (sms: Sms) => Promise<HandedOver>;
};

/** What one handing over may take: to connect, and as a whole. */
export type Patience = { connectMs: number; wholeMs: number };
export const PATIENCE: Patience = { connectMs: 5000, wholeMs: 20_000 };

/** Where nothing was set up. */
export const nobody = () => Promise.resolve<HandedOver>({ kind: 'never', reason: 'no_transport' });
