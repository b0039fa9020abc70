export const en = {
	readHours: 'every day from 8 in the morning to 10 at night',
	lawBlock:
		'If you tell us about a crime, the police may have to look into it. What you write here does not count as a report.',
	helpLines: [
		'Lantern Line, 0800 000 0000, day and night',
		'Harbour House, 0800 000 0001, every day from 9 in the morning to 9 at night',
		'Lantern Line text relay, 0800 000 0002'
	],
	silentEmergencyText: 'send a text message with the word HELP to 112',
	reportHow: 'go to any police station, or ask your officer or your support worker to help you'
};
