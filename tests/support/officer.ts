import type { Stage } from './stage.ts';
import { Visitor } from './visitor.ts';
import type { Colleague } from './world.ts';

/** Somebody of the desk, signed in with a browser of their own. */
export async function signedIn(
	{ app }: Pick<Stage, 'app'>,
	colleague: Colleague
): Promise<Visitor> {
	const visitor = new Visitor(app.desk.origin);
	const { email, password } = colleague;
	const reply = await visitor.post('/desk/login', { email, password });
	if (reply.status !== 303) throw new Error(`no sign-in: ${reply.status}`);
	return visitor;
}
