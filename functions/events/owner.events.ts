import * as z from 'zod';
import { defineEvent, type FactOf } from './event.ts';

/**
 * Several people state one e-mail address or number. `ownerId` is who stated it last, `others` who did before, `people` how
 * many names there are; from the sixth on the key `identifiesNobody` any more.
 */
export const ownerKeyShared = defineEvent(
  'owner.key-shared.v1',
  z.object({
    ownerId: z.string(),
    others: z.array(z.string()),
    by: z.enum(['email', 'phone']),
    people: z.number(),
    identifiesNobody: z.boolean(),
  }),
);

export const ownerEvents = [ownerKeyShared] as const;

export type OwnerFact = FactOf<(typeof ownerEvents)[number]>;
