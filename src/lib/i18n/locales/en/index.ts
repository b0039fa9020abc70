import desk from './desk.json' with { type: 'json' };
import intake from './intake.json' with { type: 'json' };
import questions from './questions.json' with { type: 'json' };

export const en = { questions, intake, desk };
