import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { turnDigestsOff } from '../support/digests.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());
await turnDigestsOff(app);
afterEach(() => heal());

/** What goes wrong until it is healed. */
const fault = (only: string, kind: 'throttle' | 'crashBefore' = 'throttle') =>
  app.ask('POST', '/faults', JSON.stringify({ seed: 1, [kind]: 1, only: [only] }));
const heal = () => app.ask('DELETE', '/faults');

const executionsOf = async (leadId: string) =>
  (await app.executions('lead-sla'))
    .filter(({ name }) => name.startsWith(leadId))
    .map(({ name, status }) => `${name.slice(leadId.length)} ${status}`);
const typesOf = async (leadId: string) =>
  (await app.events()).filter(({ subject }) => subject === leadId).map(({ type }) => type);
const count = (types: readonly string[], type: string) => types.filter((each) => each === type).length;
const mailsOf = async (leadId: string) =>
  (await app.slaNotifications(leadId)).map(({ tags }) => tags['notice']).toSorted();

const everyMail = ['escalated-1', 'escalated-2', 'escalated-3', 'warned-80'];
/** The clock stands at ten on a working day; the demo's leads are due in an hour, and at the end of their ladder by night. */
beforeEach(async () => {
  const day = new Date(await app.clock.now());
  day.setUTCDate(day.getUTCDate() + 1);
  await app.clock.to(`${day.toISOString().slice(0, 10)}T15:00:00.000Z`);
});

/** Nothing of a lead's ladder is missing, doubled or out of order. */
async function expectWholeStory(leadId: string): Promise<void> {
  const types = await typesOf(leadId);
  expect(count(types, 'lead.sla-warned.v1')).toBe(2);
  expect(count(types, 'lead.sla-breached.v1')).toBe(1);
  expect(count(types, 'lead.escalated.v1')).toBe(3);
  expect(await mailsOf(leadId)).toEqual(everyMail);
}

describe('a first response whose timer is lost', () => {
  test.each([
    ['40 minutes', 'PT40M'],
    ['two hours', 'PT2H'],
  ])('because nobody could decide for %s', async (_words, outage) => {
    const { leadId } = await postLead(app, leadJson(`outage-${outage}`));
    await app.rest();
    await fault('decide-lead-sla');
    await app.clock.advance(outage);
    await heal();
    expect(await typesOf(leadId)).not.toContain('lead.sla-warned.v1');
    // Whoever waits longest between two tries waits five minutes.
    await app.clock.advance('PT6M');
    const { firstResponse } = (await leadOf(app, leadId)).sla;
    expect(firstResponse.breachedAt).toBe(firstResponse.dueAt);
    expect(await mailsOf(leadId)).toEqual(expect.arrayContaining(['escalated-1', 'warned-80']));
    await app.clock.advance('P2D');
    await expectWholeStory(leadId);
  });

  test('because somebody stopped it, again and again', async () => {
    const { leadId } = await postLead(app, leadJson('stopped'));
    await app.rest();
    await app.stopExecution('lead-sla', leadId);
    await app.clock.advance('PT14M');
    expect(await executionsOf(leadId)).toEqual([' ABORTED', '-1-swept-1 RUNNING']);
    await app.stopExecution('lead-sla', `${leadId}-1-swept-1`);
    await app.clock.advance('P2D');
    expect(await executionsOf(leadId)).toEqual([' ABORTED', '-1-swept-1 ABORTED', '-1-swept-2 SUCCEEDED']);
    await expectWholeStory(leadId);
  });

  test('because it was not started in time; that it is started later changes nothing then', async () => {
    await fault('start-lead-sla', 'crashBefore');
    const { leadId } = await postLead(app, leadJson('never'));
    await app.clock.advance('PT12M');
    expect(await executionsOf(leadId)).toEqual([]);
    await app.clock.advance('PT2M');
    expect(await executionsOf(leadId)).toEqual(['-1-swept-1 RUNNING']);
    await heal();
    await app.clock.advance('PT10M');
    expect((await executionsOf(leadId)).toSorted()).toEqual([' RUNNING', '-1-swept-1 RUNNING']);
    await app.clock.advance('P2D');
    await expectWholeStory(leadId);
    expect(await app.deadLetters()).toEqual([]);
  });

  test('is started once by two sweeps at once, and by none where the step is taken in time', async () => {
    const { leadId } = await postLead(app, leadJson('twice'));
    const other = await postLead(app, leadJson('in-time'));
    await app.rest();
    await app.stopExecution('lead-sla', leadId);
    await app.ask('POST', '/faults', JSON.stringify({ seed: 1, scheduleTwice: 1 }));
    await app.clock.advance('P2D');
    await heal();
    expect(await executionsOf(leadId)).toEqual([' ABORTED', expect.stringMatching(/^-1-swept-\d+ SUCCEEDED$/)]);
    expect(await executionsOf(other.leadId)).toEqual([' SUCCEEDED']);
    await expectWholeStory(leadId);
    await expectWholeStory(other.leadId);
  });
});

describe('a run of follow-ups', () => {
  test('loses nothing where the person asks again before the sweep has come', async () => {
    const customer = { firstName: 'Ida', lastName: 'Twice', emails: ['ida.twice@mail.example'] };
    const { leadId } = await postLead(app, leadJson('asks', { customer }));
    await app.rest();
    await app.post(`/v1/leads/${leadId}/activities`, connectedCall(await app.clock.now()));
    await app.rest();
    await fault('sweep-due');
    await app.clock.advance('PT2H3M');
    expect(await postLead(app, leadJson('asks again', { customer }))).toMatchObject({ leadId });
    await heal();
    await app.clock.advance('PT1M');
    const due = (await app.events('lead.follow-up-due.v1')).filter(({ subject }) => subject === leadId);
    expect(due.map(({ data }) => (data as { taskId: string }).taskId)).toEqual(['1-1']);
    await app.clock.advance('P5D');
  });

  test('is not due where the lead has ended', async () => {
    expect((await app.items()).filter(({ dueShard }) => dueShard !== undefined)).toEqual([]);
  });
});

const lagging = async () => (await app.alarms()).find(({ name }) => name === 'lanekeeper-dev-due-lag')?.state;

describe('what cannot be started', () => {
  test('holds up no other, is logged, and raises an alarm that clears when it is gone', async () => {
    const { leadId } = await postLead(app, leadJson('beside'));
    await app.rest();
    await app.stopExecution('lead-sla', leadId);
    const [lead] = (await app.items()).filter(({ PK, SK }) => PK === `LEAD#${leadId}` && SK === 'LEAD');
    // Of a newer release, and due for longer than any other.
    const unreadable = { ...lead, PK: 'LEAD#unreadable', form: 99, dueShard: '0', dueAt: '2026-01-01T00:00:00.000Z' };
    await app.putItem({ ...unreadable, SK: 'LEAD' });
    await app.clock.advance('PT30M');
    expect(await lagging()).toBe('ALARM');
    expect(JSON.stringify(await app.logs('sweep-due'))).toContain('LEAD#unreadable LEAD');
    expect(await executionsOf(leadId)).toEqual([' ABORTED', '-1-swept-1 RUNNING']);
    await app.putItem({ PK: 'LEAD#unreadable', SK: 'LEAD', form: 99 });
    await app.clock.advance('PT1H');
    expect(await lagging()).toBe('OK');
    await app.clock.advance('P2D');
    await expectWholeStory(leadId);
  });
});
