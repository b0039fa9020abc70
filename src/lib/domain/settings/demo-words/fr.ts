export const fr = {
	readHours: 'tous les jours de 8 heures du matin à 10 heures du soir',
	lawBlock:
		'Si vous nous parlez d’un crime ou d’un délit, la police devra peut-être enquêter. Ce que vous écrivez ici ne compte pas comme une plainte.',
	helpLines: [
		'Ligne Lanterne, 0800 000 0000, jour et nuit',
		'Maison du Port, 0800 000 0001, tous les jours de 9 heures du matin à 9 heures du soir',
		'Ligne Lanterne, relais par texte, 0800 000 0002'
	],
	silentEmergencyText: 'envoyez un SMS avec le mot HELP au 112',
	reportHow:
		'allez dans n’importe quel poste de police, ou demandez de l’aide à votre contact à la police ou à votre personne de soutien'
};
