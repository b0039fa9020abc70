import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { routesOf } from './routes.ts';

// `node tests/architecture/write-route-list.ts` writes the list anew, for somebody to read.

const file = join(import.meta.dirname, 'route-list.json');
const style = { ...(await resolveConfig(file)), filepath: file };
writeFileSync(file, await format(JSON.stringify(routesOf()), style));
