export const pl = {
	readHours: 'codziennie od 8 rano do 10 wieczorem',
	lawBlock:
		'Jeśli powiesz nam o przestępstwie, policja być może będzie musiała się tym zająć. To, co tu napiszesz, nie liczy się jako zgłoszenie.',
	helpLines: [
		'Lantern Line, 0800 000 0000, dzień i noc',
		'Harbour House, 0800 000 0001, codziennie od 9 rano do 9 wieczorem',
		'Lantern Line, rozmowa tekstowa przez pośrednika, 0800 000 0002'
	],
	silentEmergencyText: 'wyślij SMS ze słowem HELP na 112',
	reportHow:
		'idź na dowolny komisariat policji albo poproś o pomoc osobę z policji od Twojej sprawy lub swoją osobę wspierającą'
};
