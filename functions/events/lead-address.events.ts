import * as z from 'zod';
import { defineEvent } from './event.ts';

// Apart from the lead's other events, so that only what takes leads in is bundled with it.

/** A lead was taken for the dealer whose key sent it, and names another one: are two keys swapped? */
export const leadAddressedElsewhere = defineEvent(
  'lead.addressed-elsewhere.v1',
  z.object({ leadId: z.string(), dealerId: z.string(), otherDealerId: z.string() }),
);
