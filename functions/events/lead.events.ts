import * as z from 'zod';
import { defineEvent, type FactOf, instant } from './event.ts';

const lead = { leadId: z.string(), dealerId: z.string() };

/** A new lead was taken in; `wakeAt` is the first instant at which its SLA needs a decision. */
export const leadReceived = defineEvent(
  'lead.received.v1',
  z.object({
    ...lead,
    ownerId: z.string(),
    receivedAt: instant,
    source: z.object({ system: z.string(), id: z.string().optional() }),
    dueAt: instant,
    dueAt24x7: instant,
    wakeAt: instant,
  }),
);

/** The same lead was sent again; `by` says what gave it away. */
export const leadDuplicateFound = defineEvent(
  'lead.duplicate-found.v1',
  z.object({ ...lead, by: z.enum(['content', 'provider-id']) }),
);

/** A person of the store now owns the lead. */
export const leadAssigned = defineEvent(
  'lead.assigned.v1',
  z.object({ ...lead, personId: z.string(), at: instant, reason: z.string() }),
);

/** A share of the time to the first response has passed without an answer. */
export const leadSlaWarned = defineEvent(
  'lead.sla-warned.v1',
  z.object({ ...lead, percent: z.number(), at: instant, dueAt: instant, personId: z.string().optional() }),
);

/** The first response did not come in time; once per SLA, `breachedAt` is the instant it was due. */
export const leadSlaBreached = defineEvent(
  'lead.sla-breached.v1',
  z.object({ ...lead, breachedAt: instant, dueAt: instant, personId: z.string().optional() }),
);

/** A breach went up to the next level: 1 sales manager, 2 general manager, 3 district. */
export const leadEscalated = defineEvent(
  'lead.escalated.v1',
  z.object({
    ...lead,
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    at: instant,
    /** The person or district told; absent when the store names nobody for the level. */
    to: z.string().optional(),
  }),
);

/** Somebody really answered. `late` says the breach had been recorded before this evidence came. */
export const leadContacted = defineEvent(
  'lead.contacted.v1',
  z.object({
    ...lead,
    activityId: z.string(),
    stoppedAt: instant,
    businessSeconds: z.number(),
    elapsedSeconds: z.number(),
    late: z.boolean(),
  }),
);

/** The lead ended, sold or lost. */
export const leadClosed = defineEvent(
  'lead.closed.v1',
  z.object({ ...lead, activityId: z.string(), outcome: z.enum(['sold', 'lost']), at: instant }),
);

export const leadEvents = [
  leadReceived,
  leadDuplicateFound,
  leadAssigned,
  leadSlaWarned,
  leadSlaBreached,
  leadEscalated,
  leadContacted,
  leadClosed,
] as const;

export type LeadFact = FactOf<(typeof leadEvents)[number]>;
