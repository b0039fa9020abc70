import { z } from 'zod';
import { reasonField } from '../fields.ts';

export const revokeForm = z.object({ link: z.string() });
export const challengeForm = z.object({ challenge: reasonField });
export const reopenForm = z.object({ reopen: reasonField });
