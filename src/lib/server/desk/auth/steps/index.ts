export {
	begin,
	challenge,
	end,
	endAll,
	find,
	parse,
	take,
	type Purpose,
	type Step
} from './steps.ts';
