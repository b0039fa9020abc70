// Loaded into a process before anything else (`node --import`): its clock is wrong by so many
// seconds, as that of a machine whose time nobody keeps. Timers and the database are not touched.

const skew = Number(process.env.HEARD_TEST_SKEW_SECONDS) * 1000;
const real = Date;

globalThis.Date = new Proxy(real, {
	construct: (target, given, newTarget) =>
		Reflect.construct(target, given.length === 0 ? [real.now() + skew] : given, newTarget),
	apply: (target) => new target(real.now() + skew).toString(),
	get: (target, name) => (name === 'now' ? () => real.now() + skew : Reflect.get(target, name))
});
