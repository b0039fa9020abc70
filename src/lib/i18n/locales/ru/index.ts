import intake from './intake.json' with { type: 'json' };
import messages from './messages.json' with { type: 'json' };
import questions from './questions.json' with { type: 'json' };
import telling from './telling.json' with { type: 'json' };

/** Written with a machine's help and not yet read by a human translator. */
export const ru = {
	about: { name: 'Русский', reviewedBy: null },
	questions,
	intake,
	messages,
	telling
};
