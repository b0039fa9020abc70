import type { Handle } from '@sveltejs/kit';
import { v7 as uuid } from 'uuid';
import { dev } from '$app/environment';
import { refusals, type RefusalCode } from '#lib/domain/errors.ts';
import { direction, type Key } from '#lib/i18n/index.ts';
import { config } from '../config.ts';
import { isAway } from '../db/client.ts';
import { log, logError } from '../log.ts';
import { answers, surfaceOf } from './addresses.ts';
import { refusalOf } from './guard-origin.ts';
import { setHeaders } from './headers.ts';
import { languageOf } from './language.ts';
import { clientNetwork } from './network.ts';
import { plainPage } from './plain-page.ts';

// What every request goes through. hooks.server.ts names the order.

/** Who asks, where, in which language. Nothing here is a secret, and nothing asks the database. */
export const prepare: Handle = ({ event, resolve }) => {
	const { surface, installation } = config();
	// into the object that Kit made: it hands the same one to `handleError`
	Object.assign(event.locals, {
		surface: surfaceOf(surface, event.url.pathname),
		language: languageOf(event.url.searchParams.get('lang'), {
			accepted: event.request.headers.get('accept-language'),
			offered: installation.languages
		}),
		network: clientNetwork(event.getClientAddress),
		requestId: uuid(),
		installation,
		staff: null,
		isUnavailable: false,
		style: null
	} satisfies App.Locals);
	return resolve(event);
};

/** The last word on every answer: its status, its headers, its line in the log. */
export const sendAnswer: Handle = async ({ event, resolve }) => {
	const began = performance.now();
	const { locals, request, route } = event;
	const about = {
		surface: locals.surface,
		request: locals.requestId,
		route: route.id,
		method: request.method
	};

	let response: Response;
	try {
		response = await resolve(event);
	} catch (error) {
		logError(error, { event: 'request.failed', ...about });
		locals.isUnavailable = isAway(error);
		response = refused(locals, 500, refusals.unavailable.key);
	}

	const status = honestStatus(response.status, locals);
	const answer = status === response.status ? response : withStatus(response, status);
	// else it goes out in chunks, which is longer
	if (answer.body === null) answer.headers.set('content-length', '0');
	setHeaders(answer, {
		surface: locals.surface,
		origin: config().origin,
		isDev: dev,
		style: locals.style
	});

	const ms = Math.round((performance.now() - began) * 10) / 10;
	if (route.id !== '/healthz') log.info('request.answered', { ...about, status, ms });
	return answer;
};

/** Answers only what this surface has; what it has not looks the same everywhere. */
export const closeOtherDoors: Handle = ({ event, resolve }) => {
	const { locals, request, route, url, isDataRequest } = event;
	// `url` has lost the ending that makes it a request for data
	const isOurs =
		answers(locals.surface, request.method, url.pathname) &&
		!(isDataRequest && locals.surface === 'intake');
	// Without a route Kit renders the closed page. With one we get here only past our own server
	// (scripts/serve.ts), which rewrites such an address before Kit sees it.
	return isOurs || route.id === null ? resolve(event) : closed(locals);
};

/** A form of another site, or a body that is no form, reaches nothing. */
export const guardOrigin: Handle = ({ event, resolve }) => {
	const { locals, request, url } = event;
	const code = refusalOf(request, {
		surface: locals.surface,
		origin: config().origin,
		path: url.pathname
	});
	return code ? refuseEarly(locals, code) : resolve(event);
};

// Svelte's marks for a script that takes a page over: hers has none, and pays for each byte.
// Text of hers cannot look like one: its `<` is escaped.
const marks = /\s*(?:<!--(?:\[(?:!|-?\d+)?|\]|[a-z0-9]*)-->\s*)+/g;

/** The last touch on the text of a page: its language as it is now, since a visit has its own. */
export const finishPage: Handle = ({ event, resolve }) =>
	resolve(event, {
		transformPageChunk: ({ html }) => {
			const { language } = event.locals;
			event.locals.style ??= /<style>([^<]*)<\/style>/.exec(html)?.[1] ?? null;
			const isDesk = event.route.id?.startsWith('/desk') ?? false;
			return (isDesk ? html : html.replace(marks, (gap) => (/\s/.test(gap) ? ' ' : '')))
				.replace('%lang%', language)
				.replace('%dir%', direction(language));
		}
	});

/** A refusal before any page is asked. */
export function refuseEarly(locals: App.Locals, code: RefusalCode): Response {
	const { status, key } = refusals[code];
	return refused(locals, status, key);
}

function refused(locals: App.Locals, status: number, key: Key): Response {
	if (locals.surface === 'intake') return closed(locals, status);
	return plainPage(status, { language: locals.language, title: 'Heard', keys: [key] });
}

/** Her words for every trouble: nothing that tells what this is, and what she can do. */
function closed({ language, installation }: App.Locals, status = 404): Response {
	return plainPage(status, {
		language,
		title: installation.coverWord,
		keys: ['closed.heading', 'closed.text'],
		hasExit: true
	});
}

function honestStatus(status: number, { isUnavailable }: App.Locals): number {
	if (status === 500 && isUnavailable) return 503;
	// an address that cannot be decoded is an unknown address
	return status === 400 ? 404 : status;
}

function withStatus({ body, headers }: Response, status: number): Response {
	return new Response(body, { status, headers });
}
