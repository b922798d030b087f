import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Envelope } from '../../functions/events/event.ts';
import { startApp } from '../support/app.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

// Monday at ten in New York; the store is open nine to five.
const app = await startApp();
afterAll(() => app.close());

const milliseconds = ['000', '001', '500', '999'] as const;
/** Since it was received, when the steps of a lead's ladder are due. */
const ladderMinutes = {
  'lead.sla-warned.v1': [7.5, 12],
  'lead.sla-breached.v1': [15],
  'lead.escalated.v1': [15, 45, 135],
};

const leadIds: { readonly unanswered: string; readonly answered: string }[] = [];

beforeAll(async () => {
  for (const each of milliseconds) {
    const at = `2026-11-23T15:00:00.${each}Z`;
    await app.clock.to(at);
    const unanswered = (await postLead(app, leadJson(`unanswered-${each}`))).leadId;
    const answered = (await postLead(app, leadJson(`answered-${each}`))).leadId;
    await app.post(`/v1/leads/${answered}/activities`, connectedCall(at));
    leadIds.push({ unanswered, answered });
  }
  await app.clock.advance('P7D');
});

const eventsOf = async (leadId: string, type: string) =>
  (await app.events(type)).filter(({ subject }) => subject === leadId);

/** How much later than at its instant an event came about, in milliseconds. */
const lateness = ({ time }: Envelope, dueAt: string | number) => Date.parse(time) - new Date(dueAt).getTime();

/** To the next whole second. */
const expected = (ms: string) => (ms === '000' ? 0 : 1000 - Number(ms));

test.each(milliseconds.map((ms, index) => [ms, index] as const))(
  'a lead of …:00.%s has its steps taken at the whole second from each instant on',
  async (ms, index) => {
    const leadId = leadIds[index]?.unanswered ?? '';
    const { receivedAt, sla } = await leadOf(app, leadId);
    for (const [type, minutes] of Object.entries(ladderMinutes)) {
      const events = await eventsOf(leadId, type);
      const late = events.map((event, each) => lateness(event, Date.parse(receivedAt) + (minutes[each] ?? 0) * 60_000));
      expect(late).toEqual(minutes.map(() => expected(ms)));
    }
    expect(sla.firstResponse).toMatchObject({
      dueAt: `2026-11-23T15:15:00.${ms}Z`,
      breachedAt: `2026-11-23T15:15:00.${ms}Z`,
    });
  },
);

test.each(milliseconds.map((ms, index) => [ms, index] as const))(
  'a lead answered at …:00.%s has its follow-ups due and missed within the minute',
  async (_ms, index) => {
    const leadId = leadIds[index]?.answered ?? '';
    const due = await eventsOf(leadId, 'lead.follow-up-due.v1');
    const missed = await eventsOf(leadId, 'lead.follow-up-missed.v1');
    expect([due.length, missed.length]).toEqual([3, 3]);
    const late = [
      ...due.map((event) => lateness(event, (event.data as { dueAt: string }).dueAt)),
      ...missed.map((event) => lateness(event, (event.data as { missedAt: string }).missedAt)),
    ];
    for (const each of late) expect(each >= 0 && each < 60_000).toBe(true);
  },
);

test('no execution was ever handed a fraction of a second', async () => {
  const executions = await app.executions();
  expect(executions).toHaveLength(milliseconds.length * 2);
  const histories = await Promise.all(executions.map(({ name }) => app.ask('GET', `/executions/${name}`)));
  const told = JSON.stringify(histories).match(/wakeAt\\*":\\*"[\d:TZ.-]+/g) ?? [];
  expect(told.length).toBeGreaterThan(executions.length);
  expect(told.filter((each) => !each.endsWith('.000Z'))).toEqual([]);
});
