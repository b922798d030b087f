import { Temporal } from 'temporal-polyfill';
import { calendarOf } from '../functions/dealers/calendar/calendar-version.ts';
import { dealerItems } from '../functions/dealers/dealer/dealer.store.ts';
import { rosterOf } from '../functions/dealers/routing/roster.ts';
import { noTurns } from '../functions/dealers/routing/rotation.ts';
import { routingDefaultPolicies } from '../functions/dealers/routing/routing.policy.ts';
import { recordActivity } from '../functions/leads/activity/activity-recording.ts';
import { assignLead } from '../functions/leads/assignment/assignment.ts';
import { followActivity } from '../functions/leads/follow-up/follow-up.ts';
import { followUpProgrammeAt } from '../functions/leads/follow-up/follow-up-programme.policy.ts';
import { tellFollowUps } from '../functions/leads/follow-up/tell-follow-ups.flow.ts';
import { loadLead, saveLead } from '../functions/leads/lead/lead.store.ts';
import type { LeadDecision, LeadId } from '../functions/leads/lead/lead.ts';
import { takeLeads } from '../functions/leads/reception/take-leads.flow.ts';
import { decideSla } from '../functions/leads/sla/sla.ts';
import { demoDealers } from '../infra/demo/dealers.ts';
import { type Row, whole } from './figure.ts';
import { type MemoryTable, openMemoryTable } from './memory-table.ts';
import { writeUnitsPerLead } from './write-units.ts';

const region = 'us-east-1';
const [store] = demoDealers.slice(0, 1) as [(typeof demoDealers)[number]];
const caller = {
  credentialId: 'bench',
  tenant: { kind: 'dealer', dealerId: store.dealerId },
  scopes: ['leads:write'],
} as const;
const roster = rosterOf(store, { rotation: noTurns }, routingDefaultPolicies.newest);
const team = { roster, ...(store.district && { district: store.district }) };
/** Every third time the person comes back only a day later: another first response is owed, whose ladder runs to its end or to an answer. */
const backEvery = 3;
const message = 'Is the blue one still there? '.repeat(140);

/** What requests of one person at one store leave in the table. */
interface Left {
  /** Bytes of the largest item of each kind, by the word its sort keys begin with. */
  readonly largest: ReadonlyMap<string, number>;
  readonly items: number;
}

/** What is left after some of the requests, and after all of them. */
interface Growth {
  readonly some: Left;
  readonly all: Left;
}

/**
 * Takes so many requests of one person in, 4 KB each, over years, with another address and another system each time;
 * between them leads are given to somebody, run up their ladder, and are answered now and then.
 */
export async function growLead(some: number, all: number): Promise<Growth> {
  const left: Left[] = [];
  const table = openMemoryTable(demoDealers.flatMap(dealerItems));
  let now = Temporal.Instant.from('2026-01-05T15:00:00Z');
  for (let request = 0; request < all; request += 1) {
    if (request === some) left.push({ largest: new Map(table.largest), items: table.items });
    const isBack = request % backEvery === 0;
    now = now.add({ hours: isBack ? 25 : 1 });
    const leadId = await ask(table, request, now);
    if (isBack) await work(table, leadId, { now, answered: request % (2 * backEvery) === 0 });
  }
  const { largest, items } = table;
  return { some: left[0] ?? { largest, items }, all: { largest, items } };
}

async function ask(table: MemoryTable, request: number, now: Temporal.Instant): Promise<LeadId> {
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `${request}-${ids}`;
  };
  const body = {
    source: { system: `system-${request % 40}`, id: `request-${request}` },
    customer: { firstName: 'Noor', emails: ['noor@mail.example', `noor-${request}@mail.example`] },
    vehiclesOfInterest: [{ year: 2027, make: 'Alder', model: 'Ridge', interest: 'buy' }],
    message: `${request}: ${message}`,
  };
  const document = {
    bytes: Buffer.from(JSON.stringify(body)),
    contentType: { type: 'application/json' },
    caller,
    delivery: { senderId: 'bench', receivedAt: now, replay: false },
  };
  const intake = await takeLeads(document, table, { now, clock: () => now, region, newId, random: () => 0 });
  const [lead] = intake.kind === 'accepted' ? intake.leads : [];
  if (!lead) throw new Error(`The request ${request} was not taken.`);
  return lead.lead.leadId as LeadId;
}

/** What becomes of a lead in the hours after its person asked. */
async function work(
  table: MemoryTable,
  leadId: LeadId,
  { now, answered }: { now: Temporal.Instant; answered: boolean },
): Promise<void> {
  // The sweep has come since the request before.
  await tellFollowUps(table, leadId, { now, clock: () => now, region, newId: () => 'none', random: () => 0 });
  const lead = await loadLead(table, leadId);
  if (!lead) return;
  const given = assignLead(lead, roster, now);
  if (given.kind === 'assigned') await save(table, given, now);
  if (!answered) {
    for (const minutes of [16, 31, 46, 140, 480]) await climb(table, leadId, now.add({ minutes }));
    return;
  }
  const current = (await loadLead(table, leadId)) ?? lead;
  const activity = {
    id: `call-${current.version}`,
    kind: 'call',
    at: now.toString({ smallestUnit: 'millisecond' }),
    evidence: { connected: true },
  } as const;
  const terms = { calendar: calendarOf(store), now, programme: followUpProgrammeAt(activity.at, region) };
  const recorded = recordActivity(current, activity, terms);
  await save(table, followActivity(recorded, { before: current, activity }, terms), now);
}

async function climb(table: MemoryTable, leadId: LeadId, now: Temporal.Instant): Promise<void> {
  const lead = await loadLead(table, leadId);
  const decided = lead && decideSla(lead, team, now);
  if (decided && decided.state !== lead) await save(table, decided, now);
}

async function save(table: MemoryTable, decision: LeadDecision, now: Temporal.Instant): Promise<void> {
  if ((await table.commit(saveLead(decision, now))) === 'conflict') throw new Error('Nobody else writes here.');
}

async function measureWriteUnits(): Promise<Row[]> {
  const small = await writeUnitsPerLead();
  const large = await writeUnitsPerLead({ specialDays: 300 });
  return [
    {
      what: 'write units of a lead that nobody answers, at a store with 300 special days (a calendar of 18 KB)',
      goal: 'flat',
      measured: `${whole(large)} units`,
      beside: `${whole(small)} with the demo's calendar`,
    },
  ];
}

/** `npm run bench -- item-growth` */
export async function measureItemGrowth(requests = 10_000): Promise<Row[]> {
  const few = requests / 10;
  const { some, all } = await growLead(few, requests);
  const largest = [...all.largest].sort(([, one], [, other]) => other - one).slice(0, 3);
  return [
    {
      what: `largest item after ${whole(requests)} requests of one person, 4 KB each`,
      goal: 'flat',
      measured: `${whole(Math.max(...all.largest.values()))} bytes (${largest.map(([kind, bytes]) => `${kind} ${whole(bytes)}`).join(', ')})`,
      beside: `${whole(Math.max(...some.largest.values()))} bytes after ${whole(few)}`,
    },
    {
      what: 'items they leave',
      measured: `${whole(all.items)} items`,
      beside: `${whole(some.items)} after ${whole(few)}`,
    },
    ...(await measureWriteUnits()),
  ];
}
