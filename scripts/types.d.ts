// What we use of a package that brings no types.

declare module 'compression' {
	import type { IncomingMessage, ServerResponse } from 'node:http';

	type Filter = (req: IncomingMessage, res: ServerResponse) => boolean;
	type Middleware = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

	const compression: ((options: { filter: Filter }) => Middleware) & { filter: Filter };
	export default compression;
}
