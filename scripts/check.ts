import process from 'node:process';
import { onceStopped, say } from './shell.ts';
import { checks } from './test/checks.ts';

// Format, lint and types: what can be said without running anything. All three, whatever the first says.

const stopped = new AbortController();
void onceStopped().then(() => stopped.abort());

const failed: string[] = [];
for (const [name, check] of Object.entries(checks)) {
	say(`\n── ${name} ──`);
	const isFine = await check(stopped.signal).catch(() => false);
	if (!isFine) failed.push(name);
	if (stopped.signal.aborted) break;
	say(isFine ? 'Fine.' : `${name} has something to say, above.`);
}

if (stopped.signal.aborted) {
	say('Stopped before the end.');
	process.exitCode = 130;
} else {
	say(failed.length === 0 ? '\nAll fine.' : `\nNot fine: ${failed.join(', ')}.`);
	process.exitCode = failed.length === 0 ? 0 : 1;
}
