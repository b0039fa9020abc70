import { z } from 'zod';
import { line, personOrNobody } from '../../fields.ts';

export const unitForm = z.object({ name: line('unit_name'), supervisor: personOrNobody });
