import { z } from 'zod';

export const sessionForm = z.object({ session: z.uuid() });
export const passkeyForm = z.object({ passkey: z.uuid() });
export const renameForm = z.object({ passkey: z.uuid(), name: z.string().max(200) });
