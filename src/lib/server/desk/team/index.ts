export {
	addOrganisation,
	addStaff,
	addUnit,
	setSupervisor,
	type NewOrganisation,
	type NewStaff
} from './add.ts';
export { createAgency } from './create-agency.ts';
export type { Asking } from './asking.ts';
export * as organisations from './organisations/index.ts';
export * as people from './people/index.ts';
