import { StartRefusal } from '#lib/server/platform/config.ts';
import { configOrGiveUp, giveUp } from '#lib/server/platform/give-up.ts';

// Production. The checks of settings, keys and database are those of every start; this one refuses
// besides to run the demo's or the tests' mode, where a moved clock passes.

if (configOrGiveUp().mode !== 'production') {
	giveUp(
		new StartRefusal(
			'"npm start" is production: take HEARD_MODE away. For a look around run "npm run demo".'
		)
	);
}
await import('./serve.ts');
