import { z } from 'zod';

export const revokeForm = z.object({ link: z.string() });
