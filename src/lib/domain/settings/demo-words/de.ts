export const de = {
	readHours: 'jeden Tag von 8 Uhr morgens bis 10 Uhr abends',
	lawBlock:
		'Wenn Sie uns von einer Straftat erzählen, muss die Polizei dem vielleicht nachgehen. Was Sie hier schreiben, zählt nicht als Anzeige.',
	helpLines: [
		'Lantern Line, 0800 000 0000, Tag und Nacht',
		'Harbour House, 0800 000 0001, jeden Tag von 9 Uhr morgens bis 9 Uhr abends',
		'Lantern Line Text-Vermittlung, 0800 000 0002'
	],
	silentEmergencyText: 'schicken Sie eine SMS mit dem Wort HELP an 112',
	reportHow:
		'Gehen Sie zu irgendeiner Polizeiwache, oder bitten Sie Ihre Ansprechperson bei der Polizei oder Ihre Beratungsperson um Hilfe'
};
