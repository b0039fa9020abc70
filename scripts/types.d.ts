// What we use of a package that brings no types.

declare module 'compression' {
	import type { IncomingMessage, ServerResponse } from 'node:http';
	import type { BrotliOptions } from 'node:zlib';

	type Filter = (req: IncomingMessage, res: ServerResponse) => boolean;
	type Middleware = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

	type Options = { filter: Filter; windowBits: number; memLevel: number; brotli: BrotliOptions };

	const compression: ((options: Options) => Middleware) & { filter: Filter };
	export default compression;
}
