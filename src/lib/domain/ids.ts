import { z } from 'zod';

// Ids are UUIDv7. The brand says whose id it is, so that a case can never be looked up by a link's.
const id = <Brand extends string>() => z.uuid().brand<Brand>();

export const agencyId = id<'agency'>();
export const staffId = id<'staff'>();
export const caseId = id<'case'>();
export const checkInId = id<'check_in'>();
export const responseId = id<'response'>();
export const revisionId = id<'revision'>();
export const linkId = id<'link'>();
export const draftId = id<'draft'>();
export const concernId = id<'concern'>();
export const flagId = id<'flag'>();
export const organisationId = id<'organisation'>();
export const unitId = id<'unit'>();
export const orderId = id<'order'>();

export type AgencyId = z.infer<typeof agencyId>;
export type StaffId = z.infer<typeof staffId>;
export type CaseId = z.infer<typeof caseId>;
export type CheckInId = z.infer<typeof checkInId>;
export type ResponseId = z.infer<typeof responseId>;
export type RevisionId = z.infer<typeof revisionId>;
export type LinkId = z.infer<typeof linkId>;
export type DraftId = z.infer<typeof draftId>;
export type ConcernId = z.infer<typeof concernId>;
export type FlagId = z.infer<typeof flagId>;
export type OrganisationId = z.infer<typeof organisationId>;
export type UnitId = z.infer<typeof unitId>;
export type OrderId = z.infer<typeof orderId>;
