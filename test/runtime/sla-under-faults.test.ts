import type { FaultPlan } from 'assembly-runtime/fault-plan';
import type { Fault } from 'assembly-runtime/faults';
import { afterEach, expect, test } from 'vitest';
import type { LeadView } from '../../functions/leads/lead/lead.view.ts';
import { type App, startApp } from '../support/app.ts';
import { leadJson, leadOf } from '../support/leads.ts';

const deliveries = { deliverTwice: 0.2, late: { p: 0.1, seconds: 90 }, outOfOrder: 0.2 };
const refusals = { throttle: 0.01, conflict: 0.1, failPartOfBatch: 0.15 };
const deaths = { crashBefore: 0.015, crashAfter: 0.015, timeoutAfter: 0.015 };

interface Ending {
  readonly lead: LeadView;
  readonly trace: readonly Fault[];
  /** Ids of the events of each type. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
  readonly executions: readonly { readonly machine: string; readonly status: string }[];
  /** How often each notice was mailed. */
  readonly mails: ReadonlyMap<string, number>;
}

let app: App | undefined;
afterEach(() => app?.close());

/** Processes that die are started anew and SDK clients wait between their tries, in real milliseconds. */
const patience = 180_000;

/** A lead that nobody answers, under a plan of faults from its first request on; then the faults end and ops redrive. */
async function unanswered(plan: FaultPlan): Promise<Ending> {
  app = await startApp();
  const { origin } = new URL(app.api);
  const local = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return (await fetch(`${origin}/_local/${path}`, { method, ...sent })).json() as Promise<Answer>;
  };
  const advance = (duration: string) => local('POST', 'clock', { advance: duration });
  await local('POST', 'faults', plan);
  const leadId = await posted(app, () => advance('PT2S'));
  await advance('P3D');
  const { faults } = await local<{ faults: Fault[] }>('GET', 'faults');
  await local('DELETE', 'faults');
  await local('POST', 'dead-letters/redrive');
  await advance('PT1H');
  const { deadLetters } = await local<{ deadLetters: unknown[] }>('GET', 'dead-letters');
  expect(deadLetters).toEqual([]);
  const { events } = await local<{ events: { 'detail-type': string; detail: { id: string } }[] }>('GET', 'events');
  const { messages } = await local<{ messages: { tags: { notice?: string } }[] }>('GET', 'messages');
  const { executions } = await local<Pick<Ending, 'executions'>>('GET', 'executions');
  const ids = Map.groupBy(events, (event) => event['detail-type']);
  const mails = Map.groupBy(messages, ({ tags }) => tags.notice ?? 'none');
  return {
    ...{ executions, trace: faults },
    lead: await leadOf(app, leadId),
    ids: new Map([...ids].map(([type, all]) => [type, new Set(all.map(({ detail }) => detail.id))])),
    mails: new Map([...mails].map(([notice, all]) => [notice, all.length])),
  };
}

/** Sends the lead until it is taken, as a sender does; what was taken before its answer got lost is found again. */
async function posted(to: App, pause: () => Promise<unknown>): Promise<string> {
  for (let tries = 0; tries < 20; tries += 1) {
    const { status, body } = await to.post('/v1/leads', leadJson('pier-1'));
    await to.rest();
    if (status === 202) return (body as { leads: { leadId: string }[] }).leads[0]?.leadId ?? '';
    expect(status).toBeGreaterThanOrEqual(500);
    await pause();
  }
  throw new Error('The lead was never taken.');
}

function expectOneStory({ lead, ids, executions }: Ending): void {
  const { firstResponse } = lead.sla;
  expect(firstResponse.breachedAt).toBe(firstResponse.dueAt);
  expect(lead.escalations.map(({ level }) => level)).toEqual([1, 2, 3]);
  const count = (type: string) => ids.get(type)?.size ?? 0;
  expect(count('lead.received.v1')).toBe(1);
  expect(count('lead.sla-breached.v1')).toBe(1);
  expect(count('lead.escalated.v1')).toBe(3);
  expect(count('lead.assigned.v1') + count('lead.reassigned.v1')).toBe(lead.assignments.length);
  expect(executions.filter(({ machine }) => machine === 'lead-sla')).toHaveLength(1);
  expect(executions.filter(({ status }) => status !== 'SUCCEEDED')).toEqual([]);
}

test.each([1, 2, 3])(
  'seed %d: one breach, each escalation once, nothing stuck, nothing lost',
  { timeout: patience },
  async (seed) => {
    const ending = await unanswered({ seed, ...deliveries, ...refusals, ...deaths });
    expect(ending.trace.length).toBeGreaterThan(15);
    expectOneStory(ending);
    for (const notice of ['warned-80', 'escalated-1', 'escalated-2', 'escalated-3'])
      expect(ending.mails.get(notice), notice).toBeGreaterThanOrEqual(1);
    // A process that dies between sending a mail and noting it leaves nobody who knows: only then is it sent again.
    const again = [...ending.mails.values()].reduce((sum, times) => sum + times - 1, 0);
    const unnoted = ending.trace.filter(({ by, fault }) => by.endsWith('notify-lead') && fault in deaths);
    expect(again).toBeLessThanOrEqual(unnoted.length);
  },
);

test.each([4, 5])('seed %d, and no process dies: every mail goes out once', async (seed) => {
  const late = { p: 0.5, seconds: 90 };
  const ending = await unanswered({ seed, deliverTwice: 0.8, late, conflict: 0.5, only: ['notify-lead'] });
  expect(ending.trace.filter(({ fault }) => fault === 'conflict').length).toBeGreaterThan(3);
  expectOneStory(ending);
  expect([...ending.mails].filter(([, times]) => times !== 1)).toEqual([]);
});
