import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import { createLead, loadLead, saveLead } from '../../functions/leads/lead/lead.store.ts';
import type { LeadId } from '../../functions/leads/lead/lead.ts';
import { leadPageView } from '../../functions/leads/lead/lead.view.ts';
import type { Write } from '../../functions/platform/table.ts';
import { leadWith } from '../leads/sla.builders.ts';
import { mondayAtTen, startApp } from '../support/app.ts';
import { tableOf } from '../support/app-table.ts';
import { SeededDice } from '../support/seeded-dice.ts';

const app = await startApp();
afterAll(() => app.close());
const table = tableOf(app);
const seconds = 1000;

const newLeads = 130;
const laterChanges = 70;
/** Two writers whose clocks are apart; what they decide they commit up to twenty seconds later. */
const skews = [-400, 400];

beforeAll(async () => {
  const plan = { seed: 1, staleIndexes: { seconds: 5 } };
  expect((await app.ask('POST', '/faults', JSON.stringify(plan))).status).toBe(200);
});

/** What happens at which instants (epoch milliseconds), played under the test clock. */
function openTimeline() {
  const waiting: { readonly at: number; readonly run: () => Promise<void> }[] = [];
  return {
    add: (at: number, run: () => Promise<void>) => void waiting.push({ at, run }),
    async play() {
      while (waiting.length > 0) {
        waiting.sort((one, other) => one.at - other.at);
        const next = waiting.shift();
        await app.clock.to(new Date(next?.at ?? 0).toISOString());
        await next?.run();
      }
    },
  };
}

/** Two writers create and change leads of dealer-1 while a CRM polls; what stands in the end, and what the CRM has. */
async function poll() {
  const from = Date.parse(mondayAtTen);
  const dice = new SeededDice(42);
  const timeline = openTimeline();
  const ids = Array.from({ length: newLeads }, (_, index) => `lead${index}` as LeadId);
  const created: LeadId[] = [];
  const commitLater = (at: number, writes: readonly Write[], then: () => void = () => undefined) =>
    timeline.add(at + (dice.next() < 0.1 ? dice.between(5, 20) * seconds : dice.between(1, 900)), async () => {
      if ((await table.commit(writes)) === 'committed') then();
    });
  const writersNow = (at: number) => Temporal.Instant.fromEpochMilliseconds(at + (skews[dice.between(0, 1)] ?? 0));
  for (const leadId of ids) {
    const at = from + dice.between(0, 120 * seconds);
    const now = writersNow(at);
    const lead = leadWith({ leadId, receivedAt: toInstantText(now) });
    commitLater(at, createLead({ state: lead, facts: [] }, now), () => created.push(leadId));
  }
  for (let change = 0; change < laterChanges; change += 1) {
    const at = from + dice.between(10 * seconds, 120 * seconds);
    timeline.add(at, async () => {
      const state = await loadLead(table, created[dice.between(0, created.length - 1)] as LeadId);
      if (state) commitLater(at, saveLead({ state, facts: [] }, writersNow(at)));
    });
  }
  const crm = pollingCrm(dice, timeline);
  timeline.add(from, () => crm.read(from));
  await timeline.play();
  const leads = await Promise.all(ids.map((leadId) => loadLead(table, leadId)));
  return { crm, stands: new Map(leads.map((lead) => [lead?.leadId, lead?.updatedAt])) };
}

/** A CRM that reads as the API's document says, five leads a page, now and then a minute between two pages. */
function pollingCrm(dice: SeededDice, timeline: ReturnType<typeof openTimeline>) {
  const until = Date.parse(mondayAtTen) + 180 * seconds;
  const has = new Map<string, string>();
  let greatest = mondayAtTen;
  let answers = 0;
  const read = async (at: number, begunAt = at, cursor?: string): Promise<void> => {
    const query = cursor === undefined ? `updatedSince=${greatest}` : `cursor=${cursor}`;
    const { leads, nextCursor } = leadPageView.parse((await app.get(`/v1/leads?limit=5&${query}`)).body);
    answers += 1;
    for (const { leadId, updatedAt } of leads) {
      has.set(leadId, updatedAt);
      if (updatedAt > greatest) greatest = updatedAt;
    }
    const rest = dice.next() < 0.12 ? 60 * seconds : dice.between(1, 3 * seconds);
    if (nextCursor !== undefined) timeline.add(at + rest, () => read(at + rest, begunAt, nextCursor));
    // All is written and listed by then.
    else if (begunAt < until) timeline.add(at + rest, () => read(at + rest));
  };
  return { has, read, answers: () => answers };
}

test('whoever polls as the document says misses none of 200 changes, however late they were committed and listed', async () => {
  const { crm, stands } = await poll();
  expect(stands.size).toBe(newLeads);
  expect(crm.answers()).toBeGreaterThan(20);
  expect(Object.fromEntries(crm.has)).toEqual(Object.fromEntries(stands));
});
