export { deliveryContent, type DeliveryContent } from './delivery.ts';
export {
	contactPlan,
	contactRoute,
	MOST_ROUTES,
	openRoutes,
	routeKinds,
	safeWindow,
	sentKinds,
	type ContactPlan,
	type ContactRoute,
	type RouteKind,
	type SafeWindow,
	type SentKind
} from './plan.ts';
export {
	CONFIRMED_FOR,
	maySend,
	notNowReasons,
	routeFor,
	type Asked,
	type MaySend,
	type NotNow
} from './may-send.ts';
export { safeAt, type Safe } from './windows.ts';
