import desk from './desk.json' with { type: 'json' };
import deskAuth from './desk-auth.json' with { type: 'json' };
import deskTeam from './desk-team.json' with { type: 'json' };
import deskCases from './desk-cases.json' with { type: 'json' };
import deskAccess from './desk-access.json' with { type: 'json' };
import deskContact from './desk-contact.json' with { type: 'json' };
import deskDelivery from './desk-delivery.json' with { type: 'json' };
import deskTalk from './desk-talk.json' with { type: 'json' };
import deskWork from './desk-work.json' with { type: 'json' };
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
	/** Pages of staff, each subject a file with a name of its own on top. */
	desk: {
		...desk,
		...deskAuth,
		...deskTeam,
		...deskCases,
		...deskAccess,
		...deskContact,
		...deskDelivery,
		...deskTalk,
		...deskWork
	}
};
