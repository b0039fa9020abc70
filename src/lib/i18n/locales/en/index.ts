import desk from './desk.json' with { type: 'json' };
import intake from './intake.json' with { type: 'json' };
import messages from './messages.json' with { type: 'json' };
import questions from './questions.json' with { type: 'json' };
import telling from './telling.json' with { type: 'json' };

/** The source: what the questionnaire and the rules were written in. */
export const en = {
	about: { name: 'English', reviewedBy: 'the authors of the questionnaire' },
	questions,
	intake,
	messages,
	telling,
	desk
};
