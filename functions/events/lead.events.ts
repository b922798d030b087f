import * as z from 'zod';
import { code, defineEvent, type FactOf, instant } from './event.ts';
import { leadAddressedElsewhere } from './lead-address.events.ts';

// People of a dealer, activities and sources have ids that dealers and senders choose, so they stand here as codes.
const lead = { leadId: z.string(), dealerId: z.string() };

/** Where a request came from: what its sender calls the system and the request, as codes, and the OEM's word for the system. */
const source = z.object({ system: code, id: code.optional(), class: z.string().optional() });

/** The run of follow-ups that began with an event, and the first instant at which it needs a decision. */
const followUp = z.object({ run: z.number(), wakeAt: instant }).optional();

/** A task of the follow-ups: the touch a dealer owes a lead; `kind` is its channel. */
const followUpTask = {
  ...lead,
  taskId: z.string(),
  kind: z.string(),
  dueAt: instant,
  personId: code.optional(),
};

/** A new lead was taken in; `wakeAt` is the first instant at which its SLA needs a decision. */
export const leadReceived = defineEvent(
  'lead.received.v1',
  z.object({
    ...lead,
    ownerId: z.string(),
    receivedAt: instant,
    source,
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

/**
 * A system gave its id of one lead, `firstLeadId`, to another person's, `leadId`: its ids are no proof, and the lead is a new one.
 * The credential says who sends for it.
 */
export const leadProviderIdRepeated = defineEvent(
  'lead.provider-id-repeated.v1',
  z.object({ ...lead, firstLeadId: z.string(), credentialId: z.string(), source }),
);

/**
 * The person asked again; `newSla` where they are owed another first response, the `run`-th of this lead; `tellAt` is when
 * whoever has the lead is mailed, left out where a mail that is still to come tells of it, or nobody has the lead.
 */
export const leadResubmitted = defineEvent(
  'lead.resubmitted.v1',
  z.object({
    ...lead,
    ownerId: z.string(),
    at: instant,
    source,
    reason: z.enum(['same-source', 'any-source']),
    newSla: z.object({ dueAt: instant, wakeAt: instant, run: z.number() }).optional(),
    tellAt: instant.optional(),
    followUp,
  }),
);

/** A person of the dealer now owns the lead. */
export const leadAssigned = defineEvent(
  'lead.assigned.v1',
  z.object({ ...lead, personId: code, at: instant, reason: z.string() }),
);

/** Somebody else of the dealer owns the lead now, because the first did not answer; all its dates stay. */
export const leadReassigned = defineEvent(
  'lead.reassigned.v1',
  z.object({ ...lead, from: code, to: code, at: instant, reason: z.string() }),
);

/** A share of the time to the first response has passed without an answer. */
export const leadSlaWarned = defineEvent(
  'lead.sla-warned.v1',
  z.object({ ...lead, percent: z.number(), at: instant, dueAt: instant, personId: code.optional() }),
);

/** The first response did not come in time; once per SLA, `breachedAt` is the instant it was due. */
export const leadSlaBreached = defineEvent(
  'lead.sla-breached.v1',
  z.object({ ...lead, breachedAt: instant, dueAt: instant, personId: code.optional() }),
);

/** A breach went up to the next level: 1 sales manager, 2 general manager, 3 district. */
export const leadEscalated = defineEvent(
  'lead.escalated.v1',
  z.object({
    ...lead,
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    at: instant,
    /** The person or district told; absent when the dealer names nobody for the level. */
    to: code.optional(),
  }),
);

/**
 * Somebody really answered. `late` says the breach had been recorded before this evidence came; `run` which first
 * response of the lead it answers, where that is not the first: the one in whose time it happened.
 */
export const leadContacted = defineEvent(
  'lead.contacted.v1',
  z.object({
    ...lead,
    activityId: code,
    stoppedAt: instant,
    businessSeconds: z.number(),
    elapsedSeconds: z.number(),
    late: z.boolean(),
    run: z.number().optional(),
    followUp,
  }),
);

/** A follow-up is due; `at` is later than `dueAt` where it was told late. */
export const leadFollowUpDue = defineEvent('lead.follow-up-due.v1', z.object({ ...followUpTask, at: instant }));

/** A follow-up was not done in its time; `to` is who looks at it, absent when the dealer names nobody for it. */
export const leadFollowUpMissed = defineEvent(
  'lead.follow-up-missed.v1',
  z.object({ ...followUpTask, missedAt: instant, to: code.optional() }),
);

/** A dealer used a word for a lead's status or source that its field map does not know; the word stays on the lead. */
export const leadWordUnknown = defineEvent(
  'lead.word-unknown.v1',
  z.object({ ...lead, field: z.enum(['status', 'source']), activityId: code.optional() }),
);

/** The lead ended, sold or lost. */
export const leadClosed = defineEvent(
  'lead.closed.v1',
  z.object({ ...lead, activityId: code, outcome: z.enum(['sold', 'lost']), at: instant }),
);

export const leadEvents = [
  leadReceived,
  leadDuplicateFound,
  leadProviderIdRepeated,
  leadResubmitted,
  leadAssigned,
  leadReassigned,
  leadSlaWarned,
  leadSlaBreached,
  leadEscalated,
  leadContacted,
  leadFollowUpDue,
  leadFollowUpMissed,
  leadClosed,
  leadWordUnknown,
  leadAddressedElsewhere,
] as const;

export type LeadFact = FactOf<(typeof leadEvents)[number]>;
