import { z } from 'zod';
import { caseReference } from '#lib/domain/case/index.ts';
import { reasonField } from '../fields.ts';

export const keepForm = z.object({ case: z.string(), reference: caseReference });
export const closeParkedForm = z.object({ case: z.string(), reason: reasonField });
