import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'lightningcss';
import { minifySync } from 'vite';

// What stands as text in pages of hers, made short. vite.config.ts puts it there.

const folder = join(import.meta.dirname, '../src/lib/ui/intake');
const script = join(folder, 'exit-script.js');

const { code, errors } = minifySync(script, readFileSync(script, 'utf8'), {
	module: false,
	compress: { target: 'es2015' },
	codegen: { legalComments: 'none' }
});
if (errors.length > 0) throw new Error(`${script}: ${errors[0]?.message}`);

/** The backticks that it comes with are nothing that an old phone can read. */
export const exitScript = code.trim().replaceAll('`', "'");

/**
 * The parts of the stylesheet by the names of their files.
 * @type {Record<string, string>}
 */
export const styles = Object.fromEntries(
	readdirSync(join(folder, 'style')).map((file) => [
		file.replace('.css', ''),
		transform({
			filename: file,
			code: readFileSync(join(folder, 'style', file)),
			minify: true
		}).code.toString()
	])
);
