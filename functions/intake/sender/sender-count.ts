import { Temporal } from 'temporal-polyfill';
import { type Decision, factOf, toInstantText } from '../../events/event.ts';
import { type IntakeFact, senderCountShort } from '../../events/intake.events.ts';

/** What came in at once and what became of it. */
export interface Receipt {
  readonly outcome: 'accepted' | 'duplicate' | 'resubmitted' | 'quarantined';
  /** Leads in it, as far as they could be told apart. */
  readonly leads: number;
}

/** Leads received on a day; each attempt counts. */
export interface Received {
  readonly total: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly resubmitted: number;
  readonly quarantined: number;
}

/** What a sender says it sent on a day (UTC), beside what came. */
export interface SenderCount {
  /** Its own id: sender and day alone would name another count again once this one is forgotten. */
  readonly countId: string;
  readonly senderId: string;
  readonly date: string;
  readonly version: number;
  readonly count: number;
  readonly statedAt: string;
  /** From then on nothing of that day is on its way any more. */
  readonly dueAt: string;
  readonly status: 'pending' | 'complete' | 'short';
  readonly received: Received;
  readonly checkedAt?: string;
}

/** Senders repeat what failed for some minutes; an hour after the day's end the last has given up. */
const graceHours = 1;
/** Receipts are kept that long, so an older day cannot be compared. */
const comparableDays = 30;

const fields = {
  accepted: 'accepted',
  duplicate: 'duplicates',
  resubmitted: 'resubmitted',
  quarantined: 'quarantined',
} as const;

/** Adds a receipt to what was received. */
export function addReceipt(sum: Received, { outcome, leads }: Receipt): Received {
  const field = fields[outcome];
  return { ...sum, total: sum.total + leads, [field]: sum[field] + leads };
}

/** Whether a day (`YYYY-MM-DD`) is one whose count may be stated at `now`: today in UTC, or one of the 30 before. */
export function isComparable(date: string, now: Temporal.Instant): boolean {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  const day = Temporal.PlainDate.from(date);
  return Temporal.PlainDate.compare(day, today) <= 0 && day.until(today).days <= comparableDays;
}

/** What a sender states, as the next version of what it stated before. */
interface Statement {
  readonly senderId: string;
  readonly date: string;
  readonly count: number;
}

/** A stated count after a decision about it, and what the decision brought about. */
export type CountDecision = Decision<SenderCount, IntakeFact>;

/** Takes a sender's count of a day: compared at once when the day is over, else left pending. */
export function stateCount(
  previous: SenderCount | undefined,
  statement: Statement,
  { received, now, newId }: { received: Received; now: Temporal.Instant; newId: () => string },
): CountDecision {
  const dueAt = Temporal.PlainDate.from(statement.date)
    .add({ days: 1 })
    .toZonedDateTime('UTC')
    .add({ hours: graceHours })
    .toInstant();
  const state: SenderCount = {
    ...statement,
    countId: previous?.countId ?? newId(),
    version: (previous?.version ?? 0) + 1,
    statedAt: toInstantText(now),
    dueAt: toInstantText(dueAt),
    status: 'pending',
    received,
  };
  if (Temporal.Instant.compare(now, dueAt) < 0) return { state, facts: [] };
  const compared = compareCount(state, received, now);
  const known = previous?.status === 'short' && missing(previous) === missing(compared.state);
  return known ? { ...compared, facts: [] } : compared;
}

/** Compares a stated count with what was received once its day is over. More than stated is no shortfall: repeats count too. */
export function compareCount(state: SenderCount, received: Received, now: Temporal.Instant): CountDecision {
  const compared: SenderCount = {
    ...state,
    received,
    status: received.total < state.count ? 'short' : 'complete',
    checkedAt: toInstantText(now),
  };
  if (compared.status !== 'short') return { state: compared, facts: [] };
  const { senderId, date, count: stated } = compared;
  const data = { senderId, date, stated, received: received.total, missing: missing(compared) };
  return { state: compared, facts: [factOf(senderCountShort, data)] };
}

/** Leads the sender says it sent and that never came. */
export function missing({ count, received }: Pick<SenderCount, 'count' | 'received'>): number {
  return Math.max(0, count - received.total);
}
