export {
	addOrganisation,
	addStaff,
	addUnit,
	setSupervisor,
	type NewOrganisation,
	type NewStaff
} from './add.ts';
export { createAgency } from './create-agency.ts';
