export const es = {
	readHours: 'todos los días de 8 de la mañana a 10 de la noche',
	lawBlock:
		'Si nos cuenta un delito, puede que la policía tenga que investigarlo. Lo que escribe aquí no cuenta como denuncia.',
	helpLines: [
		'Línea Farol, 0800 000 0000, día y noche',
		'Casa del Puerto, 0800 000 0001, todos los días de 9 de la mañana a 9 de la noche',
		'Línea Farol, servicio por texto, 0800 000 0002'
	],
	silentEmergencyText: 'envíe un mensaje de texto con la palabra HELP al 112',
	reportHow:
		'vaya a cualquier comisaría, o pida ayuda a su agente de policía o a su profesional de apoyo'
};
