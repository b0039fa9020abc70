import type { Handle } from '@sveltejs/kit';
import { v7 as uuid } from 'uuid';
import { dev } from '$app/environment';
import { direction } from '#lib/i18n/index.ts';
import { config } from '../config.ts';
import { isBroken } from '../db/client.ts';
import { log, logError } from '../log.ts';
import { answers, surfaceOf } from './addresses.ts';
import { refusalOf } from './guard-origin.ts';
import { setHeaders } from './headers.ts';
import { languageOf } from './language.ts';
import { clientNetwork } from './network.ts';
import { plainPage } from './plain-page.ts';
import { refusals, type RefusalCode } from '#lib/domain/errors.ts';

// What every request goes through, in the order in which hooks.server.ts names it.

/** Who asks, where, in which language. Nothing here is a secret, and nothing asks the database. */
export const prepare: Handle = ({ event, resolve }) => {
	const { surface, installation } = config();
	event.locals = {
		surface: surfaceOf(surface, event.url.pathname),
		language: languageOf(event.url.searchParams.get('lang'), {
			accepted: event.request.headers.get('accept-language'),
			offered: installation.languages
		}),
		network: clientNetwork(event.getClientAddress),
		requestId: uuid(),
		installation,
		staff: null,
		isUnavailable: false
	};
	return resolve(event);
};

/** The last word on every answer: its status, its headers, its line in the log. */
export const sendAnswer: Handle = async ({ event, resolve }) => {
	const began = performance.now();
	const { locals, route, request } = event;
	let response: Response;
	try {
		response = await resolve(event);
	} catch (error) {
		const code = isBroken(error) ? 'unavailable' : null;
		logError(error, { event: 'request.failed', request: locals.requestId, route: route.id });
		response = refusal(event.locals, { status: code ? 503 : 500, key: refusals.unavailable.key });
	}
	const answer = withStatus(response, statusOf(response, { locals, routeId: route.id }));
	setHeaders(answer, { surface: locals.surface, origin: config().origin, isDev: dev });
	log.info('request.answered', {
		surface: locals.surface,
		request: locals.requestId,
		route: route.id,
		method: request.method,
		status: answer.status,
		ms: Math.round((performance.now() - began) * 10) / 10
	});
	return answer;
};
