import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { calendarOf } from '../functions/dealers/calendar/calendar-version.ts';
import { dealerItems } from '../functions/dealers/dealer/dealer.store.ts';
import type { Dealer } from '../functions/dealers/dealer/dealer.ts';
import { rosterOf } from '../functions/dealers/routing/roster.ts';
import { noTurns } from '../functions/dealers/routing/rotation.ts';
import { routingDefaultPolicies } from '../functions/dealers/routing/routing.policy.ts';
import { recordActivity } from '../functions/leads/activity/activity-recording.ts';
import { assignLead } from '../functions/leads/assignment/assignment.ts';
import { followActivity } from '../functions/leads/follow-up/follow-up.ts';
import { followUpProgrammeAt } from '../functions/leads/follow-up/follow-up-programme.policy.ts';
import { loadLead, saveLead } from '../functions/leads/lead/lead.store.ts';
import type { Lead, LeadDecision, LeadId } from '../functions/leads/lead/lead.ts';
import { takeLeads } from '../functions/leads/reception/take-leads.flow.ts';
import { decideSla } from '../functions/leads/sla/sla.ts';
import { sha256 } from '../functions/platform/stable-hash.ts';
import type { Item, Table } from '../functions/platform/table.ts';
import { openItemTable } from './item-table.ts';

const region = 'us-east-1';
const document = readFileSync(join(import.meta.dirname, '../infra/demo/lead.xml'), 'utf8');

/** What an open lead waits for: its first response, its follow-ups, or nothing, because its ladder ended without an answer. */
export type WaitsFor = 'first response' | 'follow-ups' | 'nothing';

/** A lead that somebody sent before the measurement. */
export interface EarlierLead {
  /** No other lead has it. */
  readonly number: number;
  readonly waitsFor: WaitsFor;
  /** It is given to somebody at once; where follow-ups are to come, its person is answered at this moment, too. */
  readonly receivedAt: Temporal.Instant;
}

/** By this a lead, its id and its person are told from all others, wherever they are named. */
function markOf(number: number): string {
  return String(2_000_000 + number);
}

/** The demo's lead as another person's. */
export function leadDocument(number: number): string {
  const mark = markOf(number);
  return document
    .replace('demo-1001', `bench-${mark}`)
    .replace('maya.okafor@', `maya.okafor.${mark}@`)
    .replace('212-555-0143', `212-${mark.slice(0, 3)}-${mark.slice(3)}`);
}

/**
 * The items that a lead has left in the table, made by what makes them in service: taken in, given to somebody, then as it
 * stands. Its facts are left out, for the relay would publish them.
 */
export async function itemsOfLead(dealer: Dealer, lead: EarlierLead): Promise<readonly Item[]> {
  const table = openItemTable(dealerItems(dealer));
  await bringAbout(table, dealer, lead);
  return table.written().filter(({ SK }) => !SK.startsWith('FACT#'));
}

/** A lead's items, as JSON, as another person's lead that came at the same moment and stands as the first does. */
export function asAnother(items: string, from: number, to: number): string {
  const mark = markOf(to);
  // What is found by a hash is looked up by nobody here; it only has to be another one.
  return items.replaceAll(markOf(from), mark).replaceAll(/[0-9a-f]{64}/g, (hash) => sha256(hash + mark));
}

async function bringAbout(table: Table, dealer: Dealer, { number, waitsFor, receivedAt }: EarlierLead): Promise<void> {
  const received = await receive(table, dealer, { number, receivedAt });
  const roster = rosterOf(dealer, { rotation: noTurns }, routingDefaultPolicies.newest);
  const given = assignLead(received, roster, receivedAt);
  const lead = given.kind === 'assigned' ? await save(table, given, receivedAt) : received;
  if (waitsFor === 'follow-ups') await answer(table, dealer, { lead, at: receivedAt });
  if (waitsFor !== 'nothing') return;
  const [end] = lead.sla.steps
    .map(({ dueAt }) => dueAt)
    .toSorted()
    .slice(-1);
  const now = Temporal.Instant.from(end ?? lead.receivedAt);
  const team = { roster, ...(dealer.district && { district: dealer.district }) };
  await save(table, decideSla(lead, team, now), now);
}

async function receive(
  table: Table,
  { dealerId }: Dealer,
  { number, receivedAt: now }: Pick<EarlierLead, 'number' | 'receivedAt'>,
): Promise<Lead> {
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `${markOf(number).padStart(20, '0')}${String(ids).padStart(6, '0')}`;
  };
  const sent = {
    bytes: Buffer.from(leadDocument(number)),
    contentType: { type: 'application/xml' },
    caller: { credentialId: dealerId, tenant: { kind: 'dealer', dealerId }, scopes: ['leads:write'] },
    delivery: { senderId: dealerId, receivedAt: now, replay: false },
  } as const;
  const intake = await takeLeads(sent, table, { now, clock: () => now, region, newId, random: () => 0 });
  const [taken] = intake.kind === 'accepted' ? intake.leads : [];
  if (!taken) throw new Error(`The lead ${number} was not taken.`);
  return loadTaken(table, taken.lead.leadId as LeadId);
}

/** Its person is called and reached. */
async function answer(
  table: Table,
  dealer: Dealer,
  { lead, at: now }: { readonly lead: Lead; readonly at: Temporal.Instant },
): Promise<void> {
  const at = now.toString({ smallestUnit: 'millisecond' });
  const activity = { id: 'call', kind: 'call', at, evidence: { connected: true } } as const;
  const terms = { calendar: calendarOf(dealer), now, programme: followUpProgrammeAt(at, region) };
  const recorded = recordActivity(lead, activity, terms);
  await save(table, followActivity(recorded, { before: lead, activity }, terms), now);
}

/** Saves what became of a lead; gives it as it is then. */
async function save(table: Table, decision: LeadDecision, now: Temporal.Instant): Promise<Lead> {
  if ((await table.commit(saveLead(decision, now))) === 'conflict') throw new Error('Nobody else writes here.');
  return loadTaken(table, decision.state.leadId);
}

async function loadTaken(table: Table, leadId: LeadId): Promise<Lead> {
  const lead = await loadLead(table, leadId);
  if (!lead) throw new Error(`The lead ${leadId} is not there.`);
  return lead;
}
