import type { Bill } from 'assembly-runtime/bill';
import { afterAll, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { connectedCall, leadJson, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

async function bill(): Promise<Bill> {
  await app.rest();
  const { origin } = new URL(app.api);
  return (await (await fetch(`${origin}/_local/bill?lambdaMilliseconds=20`)).json()) as Bill;
}

/** What each caller used, by its name and a figure's: these are counts, the same on any machine. */
type Budget = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What figures of a bill are called here; the others follow from these, or from how long something took. */
const figures: Readonly<Record<string, string>> = {
  'Lambda requests': 'invocations',
  'Step Functions Standard state transitions': 'transitions',
  'DynamoDB write request units': 'write units',
  'DynamoDB read request units': 'read units',
  'EventBridge custom events, 64 KB each': 'events',
  'SQS requests, 64 KB each': 'queue requests',
  'SES messages, per recipient': 'mails',
  'CloudWatch logs taken in': 'log bytes',
};

/** What was used between two bills, by whom. */
function usedBetween(before: Bill, after: Bill): Budget {
  const used = countsOf(after);
  const earlier = countsOf(before);
  const callers: Record<string, Record<string, number>> = {};
  for (const [place, count] of used) {
    const [caller = '', figure = ''] = place.split(' | ');
    const more = Math.round(count - (earlier.get(place) ?? 0));
    if (more > 0) callers[caller] = { ...callers[caller], [figure]: more };
  }
  return callers;
}

function countsOf({ byCaller, calls }: Bill): ReadonlyMap<string, number> {
  return new Map([
    ...byCaller.flatMap(({ caller, service, item, units }): [string, number][] => {
      const figure = figures[`${service} ${item}`];
      return figure ? [[`${nameOf(caller)} | ${figure}`, figure === 'log bytes' ? units * 1024 ** 3 : units]] : [];
    }),
    ...calls.map(({ caller, call, count }): [string, number] => [`${caller} | ${call}`, count]),
  ]);
}

/** A rule's logical id ends with what CDK makes of its place. */
function nameOf(caller: string): string {
  return caller.replace(/Rule[0-9A-F]{8}$/, '');
}

/**
 * Written by hand. Nearly all writes are transactions, in which every unit counts twice; an item below 1 KB is one unit, the lead two as
 * it is received and given to somebody, three once it is answered. Each change gives it another place in the list of leads:
 * the entry there is removed and put anew. So is its entry in the due index when its next step is another one; else the
 * version in it changes.
 */
const writeUnits = {
  // The lead, its fact, two keys, the owner, the owner's key and latest lead, the receipt · in indexes the lead in three
  // (two hold little of it) and the fact.
  received: 2 * (2 + 1 + 2 + 1 + 1 + 1 + 1 + (2 + 1 + 1 + 1)),
  // The turn, the lead, its fact · in indexes the lead in three, twice in one of them, and the fact.
  assigned: 2 * (1 + 2 + 1 + (2 + 2 + 1 + 1 + 1)),
  // The notice to the new owner, reserved in one with their mailbox and then noted as sent by itself.
  told: 2 * (1 + 1) + 1,
  // The activity, the lead, its fact · in indexes the lead as it was and is, in one whole, and the fact.
  answered: 2 * (1 + 3 + 1 + (2 + 3 + 2 + 1)),
};

/** A lead is taken in, given to somebody, and that person is told. */
const taken = {
  authorize: { invocations: 1, 'dynamodb:GetItem': 1, 'read units': 1 },
  // Store, two lead keys, owner's key.
  'post-lead': {
    invocations: 1,
    'dynamodb:GetItem': 4,
    'dynamodb:TransactWriteItems': 1,
    'read units': 4,
    'write units': writeUnits.received,
  },
  // Lead, store, turn.
  'assign-lead': {
    invocations: 1,
    'dynamodb:GetItem': 3,
    'dynamodb:TransactWriteItems': 1,
    'read units': 3,
    'write units': writeUnits.assigned,
  },
  'event lead.received.v1': { events: 1 },
  'event lead.assigned.v1': { events: 1 },
};

/** Its event goes into a queue; it is taken out, and deleted. */
const timerStarted = {
  OnEventStartLeadSla: { 'queue requests': 1 },
  'start-lead-sla': { invocations: 1, 'states:StartExecution': 1, 'queue requests': 2 },
};

const answered: Budget = {
  ...taken,
  authorize: { invocations: 2, 'dynamodb:GetItem': 2, 'read units': 2 },
  // Lead, activity, calendar.
  'post-activity': {
    invocations: 1,
    'dynamodb:GetItem': 3,
    'dynamodb:TransactWriteItems': 1,
    'read units': 3,
    'write units': writeUnits.answered,
  },
  // Lead, store, notice, mailbox; the message is taken out of its queue and deleted.
  'notify-lead': {
    invocations: 1,
    'dynamodb:GetItem': 4,
    'dynamodb:TransactWriteItems': 1,
    'dynamodb:PutItem': 1,
    'ses:SendEmail': 1,
    'read units': 4,
    'write units': writeUnits.told,
    mails: 1,
    'queue requests': 2,
  },
  OnSlaNotify: { 'queue requests': 1 },
  'relay-facts': { invocations: 3, 'events:PutEvents': 3, 'log bytes': 733 },
  ...timerStarted,
  'end-lead-sla': { invocations: 1, 'states:StopExecution': 1 },
  'execution lead-sla': { transitions: 1 },
  'event lead.contacted.v1': { events: 1 },
};

/** Three follow-ups, each due and missed: six sweeps, for here nothing else is due in between. */
const notFollowedUp: Budget = {
  // 64 shards are looked through; then the lead, and the lead and its store.
  'sweep-due': {
    invocations: 6,
    'dynamodb:Query': 6 * 64,
    'dynamodb:GetItem': 6 * 3,
    'dynamodb:TransactWriteItems': 6,
    'read units': 6 * 64 * 0.5 + 6 * 3,
    'write units': 176,
    'log bytes': 5196,
  },
  'notify-lead': {
    invocations: 3,
    'dynamodb:GetItem': 3 * 4,
    'dynamodb:TransactWriteItems': 3,
    'dynamodb:PutItem': 3,
    'ses:SendEmail': 3,
    'read units': 3 * 4,
    'write units': 3 * writeUnits.told,
    mails: 3,
    'queue requests': 3 * 2,
  },
  OnSlaNotify: { 'queue requests': 3 },
  'relay-facts': { invocations: 6, 'events:PutEvents': 6, 'log bytes': 1503 },
  'event lead.follow-up-due.v1': { events: 3 },
  'event lead.follow-up-missed.v1': { events: 3 },
};

/** Six steps at six instants; the breach and the first escalation are one of them. Eight events tell people, one of them nobody new. */
const unanswered: Budget = {
  ...taken,
  // Lead and store, and who has how much to do where the lead changes hands.
  'decide-lead-sla': {
    invocations: 6,
    'dynamodb:GetItem': 15,
    'dynamodb:TransactWriteItems': 5,
    'dynamodb:PutItem': 1,
    'read units': 15,
    'write units': 147,
  },
  // It enters its first wait, then six times a decision, a choice and another wait or the end.
  'execution lead-sla': { transitions: 1 + 6 * 3 },
  ...timerStarted,
  'notify-lead': {
    invocations: 8,
    'dynamodb:GetItem': 34,
    'dynamodb:TransactWriteItems': 9,
    'dynamodb:PutItem': 7,
    'ses:SendEmail': 7,
    'read units': 34,
    'write units': 43,
    mails: 7,
    'queue requests': 8 * 2,
    'log bytes': 246,
  },
  OnSlaNotify: { 'queue requests': 8 },
  'relay-facts': { invocations: 7, 'events:PutEvents': 10, 'log bytes': 2783 },
  'event lead.sla-warned.v1': { events: 2 },
  'event lead.sla-breached.v1': { events: 1 },
  'event lead.escalated.v1': { events: 3 },
  'event lead.reassigned.v1': { events: 2 },
  // Two ends of a day, four shards each.
  'count-unanswered': { invocations: 2, 'dynamodb:Query': 2 * 4, 'read units': 2 * 4 * 0.5, 'log bytes': 462 },
};

test('what one lead uses up that is answered four minutes after it came', async () => {
  const before = await bill();
  const { leadId } = await postLead(app, leadJson('one'));
  await app.clock.advance('PT4M');
  const { status } = await app.post(`/v1/leads/${leadId}/activities`, connectedCall(await app.clock.now()));
  expect(status).toBe(202);
  await app.clock.advance('PT30M');
  const after = await bill();
  expect(usedBetween(before, after)).toEqual(answered);

  const { bill: lines, total, perEvent, perRequest, perExecution } = after;
  for (const { units: used, unitPrice, usd } of lines) expect(usd).toBeCloseTo(used * unitPrice, 11);
  const sum = lines.reduce((usd, line) => usd + line.usd, 0);
  expect(total).toBeCloseTo(sum, 11);
  expect(perEvent['lead.received.v1']).toMatchObject({ count: 1, usdOfAll: total });
  expect(Object.keys(perRequest)).toEqual(['POST /v1/leads', 'POST /v1/leads/{leadId}/activities']);
  expect(perExecution['lead-sla']?.usd).toBeGreaterThanOrEqual(25e-6);
});

test('what its days use up in which nobody follows it up', async () => {
  const before = await bill();
  await app.clock.to('2026-11-30T15:00:00.000Z');
  expect(usedBetween(before, await bill())).toEqual(notFollowedUp);
});

test('what one lead uses up that nobody answers, with its ladder and its mails', async () => {
  const before = await bill();
  const customer = { firstName: 'Ida', lastName: 'Other', emails: ['ida@mail.example'] };
  await postLead(app, leadJson('two', { customer }));
  await app.clock.advance('P2D');
  expect(usedBetween(before, await bill())).toEqual(unanswered);
});
