/** A message that would have been sent, on the outbox page of the demo. */
export type OutboxMessage = {
	id: string;
	subject: string | null;
	text: string;
	at: Date | null;
} & (
	| { to: 'staff'; name: string }
	| {
			to: 'her';
			channel: 'sms' | 'email';
			cover: 'a' | 'b' | 'c' | null;
			occasion: 'first' | 'again';
	  }
);
export type OutboxView = { messages: OutboxMessage[]; now: Date };
