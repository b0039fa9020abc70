import { config } from 'zod';

// Runs first in the desk's browser; intake ships no script. zod asks whether it may compile code,
// and our content policy refuses: a refusal in every page would hide the one that somebody caused.
config({ jitless: true });
