import * as z from 'zod';
import { defineEvent, type FactOf, instant } from './event.ts';

const document = { quarantineId: z.string() };
const sender = { tenant: z.enum(['oem', 'dealer', 'provider']), senderId: z.string() };
const date = z.iso.date();

/** An authenticated sender's document could not be used and is kept; once per document, however often it is sent. */
export const quarantineEntered = defineEvent(
  'quarantine.entered.v1',
  z.object({
    ...document,
    ...sender,
    credentialId: z.string(),
    reason: z.string(),
    receivedAt: instant,
    bytes: z.number(),
  }),
);

/** Somebody asked for a kept document to be tried again; without its kind it is of the first one, `lead`. */
export const quarantineReplayRequested = defineEvent(
  'quarantine.replay-requested.v1',
  z.object({ ...document, kind: z.string().optional() }),
);

/** A kept document could be used at last; `reason` is the one it had lain there for. */
export const quarantineReplayed = defineEvent(
  'quarantine.replayed.v1',
  z.object({ ...document, ...sender, reason: z.string(), leadIds: z.array(z.string()) }),
);

/** Somebody said that a kept document is not worth trying again; `reason` is the one it lay there for. */
export const quarantineDismissed = defineEvent(
  'quarantine.dismissed.v1',
  z.object({ ...document, ...sender, reason: z.string(), dismissedBy: z.string() }),
);

/** A sender says it sent more leads on a day (UTC) than were received from it. */
export const senderCountShort = defineEvent(
  'sender.count-short.v1',
  z.object({ senderId: z.string(), date, stated: z.number(), received: z.number(), missing: z.number() }),
);

export const intakeEvents = [
  quarantineEntered,
  quarantineReplayRequested,
  quarantineReplayed,
  quarantineDismissed,
  senderCountShort,
] as const;

export type IntakeFact = FactOf<(typeof intakeEvents)[number]>;
