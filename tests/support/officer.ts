import type { Stage } from './stage.ts';
import { Visitor, type Reply } from './visitor.ts';
import type { Colleague } from './world.ts';

/** Password, then a real code: what comes back from the second of the two. */
export async function signsIn(
	visitor: Visitor,
	{ email, password, code }: Pick<Colleague, 'email' | 'password' | 'code'>
): Promise<Reply> {
	const first = await visitor.post('/desk/login', { email, password });
	if (first.location !== '/desk/login/factor') return first;
	return visitor.post('/desk/login/factor', { code: await code() });
}

/** Somebody of the desk, signed in with a browser of their own. */
export async function signedIn(
	{ app }: Pick<Stage, 'app'>,
	colleague: Colleague
): Promise<Visitor> {
	const visitor = new Visitor(app.desk.origin);
	const reply = await signsIn(visitor, colleague);
	if (reply.location !== '/desk') throw new Error(`no sign-in: ${reply.status}`);
	return visitor;
}
