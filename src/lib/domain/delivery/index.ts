export { deliveryReasons, taskFor, type DeliveryReason } from './reasons.ts';
export { outsideId, receipt, type DeliveryPlace, type Receipt } from './receipt.ts';
export { retryAt } from './retry.ts';
export type { OutboxMessage, OutboxView } from './views.ts';
