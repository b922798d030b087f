import { Temporal } from 'temporal-polyfill';
import type { Dealer } from '../functions/dealers/dealer/dealer.ts';
import type { DealerId } from '../functions/platform/tenant.ts';
import { demoDealers } from '../infra/demo/dealers.ts';
import type { MadeLead } from './grown-runtime.ts';
import { type EarlierLead, itemsOfLead, type WaitsFor } from './open-leads.ts';

/** A Wednesday, half a minute past noon in New York: the sweep comes at full minutes. */
export const startsAt = Temporal.Instant.from('2026-03-04T17:00:30Z');

/** How many leads are due in each of some minutes that follow the start. */
export interface DuePlan {
  readonly minutes: number;
  readonly each: number;
}

/** The leads of a table, none copied yet. */
interface OpenLeads {
  readonly dealers: readonly Partial<Dealer>[];
  /** Those that wait for a later time, or for nothing. They may be copied. */
  readonly others: readonly Omit<MadeLead, 'copies'>[];
  /** Those that are due, minute by minute. */
  readonly due: readonly Omit<MadeLead, 'copies'>[];
}

/**
 * Dealers take turns: at one it is night, and its leads wait for the morning; at one all were answered today and wait for
 * the second attempt, which each such dealer has at another time; at one nobody answers. The last dealer has those that are
 * due, and the one before gives each lead to whoever has the fewest.
 */
export async function planOpenLeads(count: number, due: DuePlan, dealers: number): Promise<OpenLeads> {
  const own = Array.from({ length: dealers }, (_, number) => ownOf(number, dealers));
  const ofDue = dealers - 1;
  const others = Array.from({ length: count }, (_, number) => {
    const dealer = number % ofDue;
    const waitsFor = waitingAt(dealer, dealers);
    return { dealer, lead: { number, waitsFor, receivedAt: receiptOf(number, waitsFor) } };
  });
  const dueLeads = Array.from({ length: due.minutes * due.each }, (_, number) => {
    const minutes = Math.floor(number / due.each);
    return {
      dealer: ofDue,
      lead: { number: count + number, waitsFor: 'follow-ups' as const, receivedAt: dueIn(minutes) },
    };
  });
  return { dealers: own, others: await make(others, own), due: await make(dueLeads, own) };
}

/** Which dealer gives its leads by capacity. */
export function dealerByCapacity(dealers: number): number {
  return dealers - 2;
}

const kinds: readonly WaitsFor[] = ['first response', 'follow-ups', 'nothing'];

/** What the leads of a dealer wait for. */
function waitingAt(dealer: number, dealers: number): WaitsFor {
  return (dealer < dealers - 2 && kinds[dealer % kinds.length]) || 'follow-ups';
}

function ownOf(number: number, dealers: number): Partial<Dealer> {
  if (number === dealers - 1) return { dials: { 'followUp.secondAttemptMinutes': 120 } };
  if (waitingAt(number, dealers) === 'first response') return { timeZone: 'Pacific/Honolulu' };
  const dials = { 'followUp.secondAttemptMinutes': 240 + 60 * (Math.floor(number / kinds.length) % 3) };
  return { dials, ...(number === dealerByCapacity(dealers) && { routing: { policy: 'capacity' } }) };
}

/** When a lead came: what it waits for comes an hour after the start at the soonest. */
function receiptOf(number: number, waitsFor: WaitsFor): Temporal.Instant {
  const seconds = (number * 7919) % 10_000;
  if (waitsFor === 'first response') return startsAt.subtract({ hours: 1, seconds });
  if (waitsFor === 'follow-ups') return openingAt.add({ seconds });
  // Two weeks and more ago, on a day like this one.
  return openingAt.subtract({ hours: 24 * 7 * (2 + (number % 3)) }).add({ seconds });
}

/** When New York opens on that day. */
const openingAt = Temporal.Instant.from('2026-03-04T14:00:00Z');

/** When somebody was contacted whose second attempt, two hours later, is due so many full minutes after the next one. */
function dueIn(minutes: number): Temporal.Instant {
  return startsAt.add({ minutes, seconds: 30 }).subtract({ hours: 2 });
}

async function make(
  leads: readonly { readonly dealer: number; readonly lead: EarlierLead }[],
  own: readonly Partial<Dealer>[],
): Promise<OpenLeads['due']> {
  const [model] = demoDealers as readonly [Dealer];
  const made: { number: number; items: MadeLead['items'] }[] = [];
  for (const { dealer, lead } of leads) {
    const dealerId = `bench-dealer-${dealer}` as DealerId;
    made.push({ number: lead.number, items: await itemsOfLead({ ...model, ...own[dealer], dealerId }, lead) });
  }
  return made;
}
