export { askForAnotherWay } from './another-way.ts';
export { outbox, outboxFolder } from './outbox.ts';
export { receiptKey } from './receipt-key.ts';
export { takeReceipt } from './take-receipt.ts';
