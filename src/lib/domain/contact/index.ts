export {
	contactPlan,
	contactRoute,
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
