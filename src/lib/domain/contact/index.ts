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
	LEAST_TIME,
	maySend,
	notNowReasons,
	routeFor,
	type Asked,
	type MaySend,
	type NotNow
} from './may-send.ts';
export { safeAt, type Safe } from './windows.ts';
export {
	checkPlan,
	isTimeZone,
	keepsWays,
	planProblems,
	type Checked,
	type FieldProblem,
	type PlanProblem
} from './check.ts';
export {
	routeName,
	typedFrom,
	typedOf,
	windowName,
	withRoom,
	withWaysOf,
	type PlanTyped,
	type RouteTyped,
	type WindowTyped
} from './typed.ts';
export type * from './views.ts';
