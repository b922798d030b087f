import * as z from 'zod';
import { instant } from '../../events/event.ts';
import { answerBytes, mostAnswerBytes } from '../../platform/answer-size.ts';
import type { Tenant } from '../../platform/tenant.ts';
import type { ShownLead } from './lead.ts';
import { leadStatuses } from './lead-status.ts';
import { mayKnow, type TakenLead } from './taken-lead.ts';

const text = z.string().optional();

const car = {
  year: z.union([z.number(), z.string()]).optional(),
  make: text,
  model: text,
  trim: text,
  vin: text,
  stockNumber: text,
  condition: z.enum(['new', 'used', 'cpo']).optional(),
  interestStated: text,
  conditionStated: text,
};

const vehicleOfInterest = z.object({ ...car, interest: z.enum(['buy', 'lease', 'test-drive']) });
const tradeIn = z.object({
  ...car,
  interest: z.enum(['trade-in', 'sell']),
  odometer: text,
  odometerUnit: text,
  wear: text,
});
const source = z.object({ system: z.string(), id: text, provider: text, campaign: text, vendor: text, class: text });

const firstResponse = z.object({
  dueAt: instant,
  dueAt24x7: instant,
  warnedAt: instant.optional(),
  breachedAt: instant.optional(),
  stoppedAt: instant.optional(),
  businessSeconds: z.number().optional(),
  elapsedSeconds: z.number().optional(),
  evidence: z.object({ activityId: z.string(), kind: z.string() }).optional(),
  corrected: z.object({ at: instant, activityId: z.string() }).optional(),
});

const slaView = z.object({
  policy: z.string(),
  firstResponse,
  followUps: z.array(
    z.object({
      dueAt: instant,
      kind: z.string(),
      doneAt: instant.optional(),
      missedAt: instant.optional(),
      endedAt: instant.optional(),
      talkTrack: text,
    }),
  ),
});

const customer = z.object({
  firstName: text,
  lastName: text,
  fullName: text,
  emails: z.array(z.string()),
  unusableEmails: z.array(z.string()).optional(),
  phones: z.array(z.object({ raw: z.string(), e164: text, type: text })),
  unusablePhones: z.array(z.string()).optional(),
  city: text,
  region: text,
  postalCode: text,
  country: text,
  preferredContact: text,
});

const appointment = z
  .object({ kind: z.string(), at: text, durationMinutes: z.number().optional(), notes: text })
  .optional();
const consents = z.array(z.record(z.string(), z.unknown())).optional();

/** A lead as `GET /v1/leads/{leadId}` shows it. */
export const leadView = z.object({
  leadId: z.string(),
  dealerId: z.string(),
  ownerId: z.string(),
  status: z.enum(leadStatuses),
  receivedAt: instant,
  updatedAt: instant,
  requestedAt: instant.optional(),
  requestedAtStated: text,
  source,
  customer,
  /** What later requests stated of the customer otherwise: of each the newest, of ways to reach them all, the newest first. */
  latestCustomer: customer
    .omit({ unusableEmails: true, unusablePhones: true })
    .partial()
    .extend({ at: instant })
    .optional(),
  /** People whom the request names beside its customer. */
  otherContacts: z.array(customer).optional(),
  vehiclesOfInterest: z.array(vehicleOfInterest),
  tradeIns: z.array(tradeIn),
  message: text,
  appointment,
  consents,
  resubmissions: z.array(
    z.object({
      at: instant,
      source,
      /** What it stated of the customer otherwise than was known before. */
      customer: customer.partial().optional(),
      otherContacts: z.array(customer).optional(),
      vehiclesOfInterest: z.array(vehicleOfInterest),
      requestedAt: instant.optional(),
      requestedAtStated: text,
      tradeIns: z.array(tradeIn).optional(),
      message: text,
      appointment,
      consents,
      reason: z.string(),
    }),
  ),
  resubmissionCount: z.number(),
  assignments: z.array(z.object({ personId: z.string(), at: instant, reason: z.string() })),
  escalations: z.array(z.object({ level: z.union([z.literal(1), z.literal(2), z.literal(3)]), at: instant, to: text })),
  score: z.object({
    value: z.number(),
    parts: z.array(z.object({ part: z.string(), points: z.number(), of: z.number() })),
  }),
  sla: slaView,
  pastSlas: z.array(z.object({ policy: z.string(), startedAt: instant.optional(), firstResponse })).optional(),
});
export type LeadView = z.infer<typeof leadView>;

/** A page of `GET /v1/leads`. */
export const leadPageView = z.object({ leads: z.array(leadView), nextCursor: text });

/** One lead in the answer to `POST /v1/leads`, to whoever may know it. */
export const acceptedLeadView = z.object({
  leadId: z.string(),
  ownerId: z.string(),
  dealerId: z.string(),
  status: z.enum(['accepted', 'duplicate', 'resubmitted']),
  sla: slaView,
  assignments: leadView.shape.assignments.optional(),
});
export type AcceptedLeadView = z.infer<typeof acceptedLeadView>;

/** The same of a lead that somebody else was the first to send. */
const othersLeadView = acceptedLeadView.pick({ leadId: true, dealerId: true, status: true });
type OthersLeadView = z.infer<typeof othersLeadView>;

/** What `POST /v1/leads` answers. */
export const acceptedLeadsView = z.object({
  leads: z.array(z.union([acceptedLeadView, othersLeadView])),
  /** What was kept otherwise than it was stated: a code, and where it stood. */
  warnings: z.array(z.object({ code: z.string(), path: z.string() })).optional(),
});

/** The form of a lead that its dealer and the OEM see. The schemas drop what is ours alone: version, calendar, plan. */
export function toLeadView(lead: ShownLead): LeadView {
  const followUps = [...(lead.pastFollowUps ?? []), ...(lead.followUps ? [lead.followUps] : [])];
  return leadView.parse({
    ...lead,
    resubmissionCount: lead.asked.times - 1,
    sla: { ...lead.sla, followUps: followUps.flatMap(({ tasks }) => tasks) },
  });
}

/** A lead's form with as many of its newest resubmissions as one answer holds. */
export function fitIntoAnswer({ resubmissions, ...lead }: LeadView): LeadView {
  let bytes = answerBytes(lead);
  const first = resubmissions.findLastIndex((each) => {
    bytes += answerBytes(each);
    return bytes > mostAnswerBytes;
  });
  return { ...lead, resubmissions: resubmissions.slice(first + 1) };
}

/** The leads that came of what a tenant sent, as it may know them: of another's, that it is there and at which dealer. */
export function toAcceptedLeadViews(
  taken: readonly TakenLead[],
  tenant: Tenant,
): (AcceptedLeadView | OthersLeadView)[] {
  return taken.map(({ lead, status }) => {
    const { leadId, ownerId, dealerId, sla, assignments } = toLeadView(lead);
    if (!mayKnow(tenant, lead)) return { leadId, dealerId, status };
    return { leadId, ownerId, dealerId, status, sla, ...(assignments.length > 0 && { assignments }) };
  });
}
