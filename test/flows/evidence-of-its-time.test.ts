import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLead, loadLead, saveLead } from '../../functions/leads/lead/lead.store.ts';
import type { LeadId } from '../../functions/leads/lead/lead.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { calendarOfLead, leadWith } from '../leads/sla.builders.ts';
import { startApp } from '../support/app.ts';
import { tableOf } from '../support/app-table.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

const adf = readFileSync(path.resolve(import.meta.dirname, '../../infra/demo/lead.xml'), 'utf8');
// Monday at ten in New York; the stores are open nine to five.
const app = await startApp({
  callers: {
    portal: { tenant: { kind: 'provider', senderId: 'portal' }, scopes: ['leads:write', 'quarantine:write'] },
  },
});
afterAll(() => app.close());

/** The next request of the person of a lead. */
const again = (id: string) => leadJson(`${id}-again`, { customer: leadJson(id)['customer'] });
const report = (leadId: string, activity: object, as = 'dealer-1') =>
  app.post(`/v1/leads/${leadId}/activities`, activity, { as });
const eventsOf = async (leadId: string, type: string) =>
  (await app.events(type)).filter(({ subject }) => subject === leadId);

describe('a lead of Monday whose person asks again on Wednesday', () => {
  let leadId = '';
  beforeAll(async () => {
    ({ leadId } = await postLead(app, leadJson('monday')));
    await app.clock.to('2026-11-25T15:00:00.000Z');
    expect(await postLead(app, again('monday'))).toMatchObject({ leadId, status: 'resubmitted' });
  });

  test('was answered on Monday, as is told now: the first clock is corrected, with its event, and the second runs on', async () => {
    await report(leadId, connectedCall('2026-11-23T15:05:00.000Z', 'monday-call'));
    await app.clock.to('2026-11-25T15:20:00.000Z');
    const { sla, pastSlas } = await leadOf(app, leadId);
    expect(pastSlas).toMatchObject([
      {
        startedAt: '2026-11-23T15:00:00.000Z',
        firstResponse: {
          breachedAt: '2026-11-23T15:15:00.000Z',
          stoppedAt: '2026-11-23T15:05:00.000Z',
          businessSeconds: 300,
          evidence: { activityId: 'monday-call' },
          corrected: { activityId: 'monday-call' },
        },
      },
    ]);
    expect(sla.firstResponse).toMatchObject({ breachedAt: '2026-11-25T15:15:00.000Z' });
    expect(sla.firstResponse).not.toHaveProperty('stoppedAt');
    const [contacted, ...others] = await eventsOf(leadId, 'lead.contacted.v1');
    expect(others).toEqual([]);
    expect(contacted?.data).toMatchObject({ activityId: codeOf('monday-call'), late: true });
    expect(contacted?.data).not.toHaveProperty('run');
  });

  test('is answered on Wednesday in a run of its own', async () => {
    await report(leadId, connectedCall('2026-11-25T15:20:00.000Z', 'wednesday-call'));
    expect((await leadOf(app, leadId)).sla.firstResponse).toMatchObject({ elapsedSeconds: 1200 });
    const [, contacted] = await eventsOf(leadId, 'lead.contacted.v1');
    expect(contacted?.data).toMatchObject({ run: 2, stoppedAt: '2026-11-25T15:20:00.000Z' });
  });
});

test('a request that lay in quarantine starts its clock at its first receipt, and an answer since then is known', async () => {
  const forDealer = (name: string, id: string) =>
    adf.replace('>Lakeside Motors</vendorname>', `>${name}</vendorname>`).replace('demo-1001', id);
  await app.clock.to('2026-11-30T15:00:00.000Z');
  const { leadId } = await postLead(app, forDealer('Harbor Auto', 'first'), { as: 'portal' });
  await report(leadId, { id: 'at-once', kind: 'visit' }, 'dealer-2');
  await app.clock.to('2026-12-02T15:00:00.000Z');
  const kept = await app.post('/v1/leads', forDealer('Pier Auto', 'second'), { as: 'portal' });
  expect(kept).toMatchObject({ status: 422, body: { reason: 'unknown-store' } });
  await app.clock.to('2026-12-02T15:05:00.000Z');
  await report(leadId, { id: 'meanwhile', kind: 'visit' }, 'dealer-2');
  await app.clock.to('2026-12-02T16:00:00.000Z');
  const store = (await app.get('/v1/dealers/dealer-2', { as: 'oem' })).body as object;
  await app.put('/v1/dealers/dealer-2', { ...store, name: 'Pier Auto' }, { as: 'oem' });
  const { quarantineId } = kept.body as { quarantineId: string };
  const replayed = await app.post(`/v1/quarantine/${quarantineId}/replay`, undefined, { as: 'portal' });
  expect(replayed).toMatchObject({ status: 200, body: { leads: [{ leadId, status: 'resubmitted' }] } });
  await app.clock.advance('P1D');
  const { sla, pastSlas, resubmissions } = await leadOf(app, leadId);
  expect(resubmissions).toMatchObject([{ at: '2026-12-02T15:00:00.000Z' }]);
  expect(sla.firstResponse).toMatchObject({
    dueAt: '2026-12-02T15:15:00.000Z',
    stoppedAt: '2026-12-02T15:05:00.000Z',
    evidence: { activityId: 'meanwhile' },
  });
  expect(pastSlas).toMatchObject([{ firstResponse: { stoppedAt: '2026-11-30T15:00:00.000Z' } }]);
  expect(await eventsOf(leadId, 'lead.sla-breached.v1')).toEqual([]);
});

test('a timer that nobody ended with the answer ends when it wakes, though another one runs by then', async () => {
  // A Friday evening: the steps of its leads are due on Monday.
  await app.clock.to('2026-12-04T21:58:00.000Z');
  const { leadId } = await postLead(app, leadJson('friday'));
  await app.ask('POST', '/faults', JSON.stringify({ seed: 1, throttle: 1, only: ['end-lead-sla'] }));
  await report(leadId, { id: 'at-once', kind: 'visit' });
  await app.clock.to('2026-12-05T22:59:00.000Z');
  await app.ask('DELETE', '/faults');
  await app.clock.to('2026-12-05T23:00:00.000Z');
  const { sla } = await postLead(app, again('friday'));
  expect(sla.firstResponse.dueAt).toBe('2026-12-07T14:15:00.000Z');
  await app.clock.to('2026-12-07T14:07:00.000Z');
  const timers = (await app.executions('lead-sla')).filter(({ name }) => name.startsWith(leadId));
  expect(timers.map(({ name, status, input }) => ({ name, status, input }))).toEqual([
    { name: leadId, status: 'SUCCEEDED', input: { leadId, run: 1, wakeAt: '2026-12-07T14:05:30.000Z' } },
    { name: `${leadId}-2`, status: 'RUNNING', input: { leadId, run: 2, wakeAt: '2026-12-07T14:07:30.000Z' } },
  ]);
});

test('what happened so long ago that its lead holds it no longer is corrected where it lies', async () => {
  const table = tableOf(app);
  const base = leadWith({ leadId: 'long' as LeadId });
  const { followUpDials: _dials, steps: _steps, ...past } = { ...base.sla, calendar: calendarOfLead(base) };
  const { breachedAt: _, ...firstResponse } = past.firstResponse;
  const startOf = (run: number) => `2026-${String(run).padStart(2, '0')}-07T15:00:00.000Z`;
  const pastSlas = Array.from({ length: 7 }, (_, index) => ({
    ...past,
    run: index + 1,
    startedAt: startOf(index + 1),
    firstResponse,
  }));
  const state = {
    ...base,
    pastSlas,
    sla: { ...base.sla, run: 8, startedAt: startOf(8), calendar: calendarOfLead(base) },
    asked: { ...base.asked, times: 8 },
  };
  const now = Temporal.Instant.from(startOf(9));
  await table.commit(createLead({ state, facts: [] }, now));
  await table.commit(saveLead({ state, facts: [] }, now));
  expect((await loadLead(table, state.leadId))?.earlier).toEqual({ pastSlas: 2 });
  for (const run of [2, 6])
    await report('long', { id: `in-${run}`, kind: 'visit', at: startOf(run).replace('00:00', '03:00') });
  const shown = (await leadOf(app, 'long')).pastSlas ?? [];
  expect(shown.map(({ firstResponse: { evidence } }) => evidence?.activityId)).toEqual([
    undefined,
    'in-2',
    undefined,
    undefined,
    undefined,
    'in-6',
    undefined,
  ]);
  expect((await eventsOf('long', 'lead.contacted.v1')).map(({ data }) => (data as { run: number }).run)).toEqual([
    2, 6,
  ]);
  expect((await loadLead(table, state.leadId))?.earlier).toEqual({ pastSlas: 2 });
});

test('the timer of a first response that was given ends with the answer, while another one runs on', async () => {
  const { leadId } = await postLead(app, leadJson('answered'));
  await report(leadId, { id: 'at-once', kind: 'visit' });
  await app.clock.advance('P1DT1H');
  await postLead(app, again('answered'));
  await app.rest();
  const timers = (await app.executions('lead-sla')).filter(({ name }) => name.startsWith(leadId));
  expect(timers).toMatchObject([
    { name: leadId, status: 'ABORTED', error: 'Answered', transitions: 1 },
    { name: `${leadId}-2`, status: 'RUNNING' },
  ]);
  await report(leadId, { id: 'again', kind: 'visit' });
  await app.rest();
  const second = (await app.executions('lead-sla')).find(({ name }) => name === `${leadId}-2`);
  expect(second).toMatchObject({ status: 'ABORTED', error: 'Answered' });
});

test('a timer that could not be ended, because too many were at once, is no failure: it wakes and is done', async () => {
  await app.clock.to('2026-12-14T15:00:00.000Z');
  const { leadId } = await postLead(app, leadJson('crowded'));
  await app.rest();
  await app.ask('POST', '/faults', JSON.stringify({ seed: 1, throttle: 1, only: ['states'] }));
  await report(leadId, { id: 'crowded-visit', kind: 'visit' });
  // An event that fails is tried three times within some minutes.
  await app.clock.advance('PT6M');
  await app.ask('DELETE', '/faults');
  const letters = (await app.deadLetters()).map((letter) => JSON.stringify(letter));
  expect(letters.filter((letter) => letter.includes('end-lead-sla') && letter.includes(leadId))).toEqual([]);
  await app.clock.advance('PT5M');
  const timer = (await app.executions('lead-sla')).find(({ name }) => name === leadId);
  expect(timer).toMatchObject({ status: 'SUCCEEDED', transitions: 4 });
});
