import { sequence } from '@sveltejs/kit/hooks';
import type { Handle, ServerInit } from '@sveltejs/kit';
import { building } from '$app/environment';
import { startProcess } from '#lib/server/platform/start.ts';
import {
	closeOtherDoors,
	finishPage,
	guardOrigin,
	prepare,
	sendAnswer
} from '#lib/server/platform/http/handles.ts';

export { handleError } from '#lib/server/platform/http/errors.ts';

// The one place that knows both zones, and loads only the one that this process is for.
let intake: Promise<{ handle: Handle }> | undefined;
let desk: Promise<{ handle: Handle }> | undefined;

const enterZone: Handle = async (input) => {
	const zone =
		input.event.locals.surface === 'intake'
			? (intake ??= import('#lib/server/intake/handle.ts'))
			: (desk ??= import('#lib/server/desk/handle.ts'));
	return (await zone).handle(input);
};

export const handle = sequence(
	prepare,
	sendAnswer,
	guardOrigin,
	closeOtherDoors,
	finishPage,
	enterZone
);

export const init: ServerInit = async () => {
	// a build must not ask for keys and databases
	if (building) return;
	await startProcess(async (needs) => {
		const { startWorker } = await import('#lib/server/worker/start.ts');
		return startWorker(needs);
	});
};
