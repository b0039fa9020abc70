import { z } from 'zod';

export const calledForm = z.object({ call: z.uuid() });
