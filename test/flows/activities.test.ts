import { afterAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { startApp } from '../support/app.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

let count = 0;
/** A lead of its own, received now. */
async function newLead(): Promise<string> {
  count += 1;
  return (await postLead(app, leadJson(`lead-${count}`))).leadId;
}
const report = (leadId: string, activity: object) => app.post(`/v1/leads/${leadId}/activities`, activity);
const contactedOf = async (leadId: string) =>
  (await app.events('lead.contacted.v1')).filter(({ subject }) => subject === leadId);

describe('what stops the clock', () => {
  test.each<[string, string, object]>([
    ['a call out that connected', 'call', { connected: true, callSeconds: 40 }],
    ['a call from the customer', 'call', { inbound: true }],
    ['a mail that was delivered', 'email', { messageId: 'm-1', delivered: true }],
    ['a reply by mail', 'email', { inbound: true }],
    ['a text that was delivered', 'sms', { messageId: 's-1', delivered: true }],
    ['a reply by text', 'sms', { inbound: true }],
    ['a visit', 'visit', {}],
  ])('%s', async (_what, kind, evidence) => {
    const leadId = await newLead();
    const { now: at } = await app.clock.advance('PT90S');
    const answer = await report(leadId, { id: 'a-1', kind, at, evidence });
    expect(answer).toMatchObject({ status: 202, body: { countsAsAnswer: true } });
    const { status, sla } = await leadOf(app, leadId);
    expect(status).toBe('contacted');
    expect(sla.firstResponse).toMatchObject({
      stoppedAt: at,
      businessSeconds: 90,
      elapsedSeconds: 90,
      evidence: { activityId: 'a-1', kind },
    });
    expect(await contactedOf(leadId)).toMatchObject([
      { data: { activityId: codeOf('a-1'), stoppedAt: at, late: false } },
    ]);
  });

  test.each<[string, object]>([
    ['an auto-response, delivered', { kind: 'auto-response', evidence: { delivered: true, messageId: 'm' } }],
    ['a note', { kind: 'note' }],
    ['a note that says it connected', { kind: 'note', evidence: { connected: true } }],
    ['a call that did not connect', { kind: 'call', evidence: { connected: false, callSeconds: 0 } }],
    ['a call nobody says connected', { kind: 'call', evidence: { callSeconds: 3 } }],
    ['a mail that was only sent', { kind: 'email', evidence: { messageId: 'm' } }],
    ['a mail that bounced', { kind: 'email', evidence: { messageId: 'm', delivered: false } }],
    ['a text without evidence', { kind: 'sms' }],
    ['an appointment, a plan', { kind: 'appointment' }],
    ['a change of status', { kind: 'note', status: 'contacted' }],
    ['a sale', { kind: 'sold' }],
  ])('never %s', async (_what, activity) => {
    const leadId = await newLead();
    const answer = await report(leadId, { id: 'a-1', at: await app.clock.now(), ...activity });
    expect(answer).toMatchObject({ status: 202, body: { countsAsAnswer: false } });
    expect((await leadOf(app, leadId)).sla.firstResponse).not.toHaveProperty('stoppedAt');
    expect(await contactedOf(leadId)).toEqual([]);
  });

  test('the earliest evidence, in whatever order it is reported', async () => {
    const leadId = await newLead();
    await app.clock.advance('PT6M');
    const now = Date.parse(await app.clock.now());
    const [early, late] = [new Date(now - 300_000).toISOString(), new Date(now).toISOString()];
    await report(leadId, connectedCall(late, 'second'));
    await report(leadId, connectedCall(early, 'first'));
    await report(leadId, connectedCall(late, 'third'));
    const { firstResponse } = (await leadOf(app, leadId)).sla;
    expect(firstResponse).toMatchObject({ stoppedAt: early, elapsedSeconds: 60, evidence: { activityId: 'first' } });
    expect(firstResponse).not.toHaveProperty('breachedAt');
  });
});

describe('an activity that is sent again', () => {
  test('answers the same and changes nothing, even with other content', async () => {
    const leadId = await newLead();
    const call = { id: 'once', kind: 'note', at: await app.clock.now() };
    const first = await report(leadId, call);
    const before = await app.items();
    const again = await report(leadId, call);
    const changed = await report(leadId, { ...call, kind: 'visit' });
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect([changed.status, changed.body]).toEqual([202, first.body]);
    expect(await app.items()).toEqual(before);
  });

  test('with more evidence stops the clock by its own time, once, and answers with all that is kept', async () => {
    const leadId = await newLead();
    const { now: at } = await app.clock.advance('PT5M');
    const sent = { id: 'mail', kind: 'email', at, evidence: { messageId: 'm-1', delivered: false } };
    expect(await report(leadId, sent)).toMatchObject({ status: 202, body: { countsAsAnswer: false } });
    await app.clock.advance('PT20M');
    const delivered = { ...sent, kind: 'email', evidence: { delivered: true } };
    const [first, ...others] = await Promise.all([
      report(leadId, delivered),
      report(leadId, { ...sent, evidence: { inbound: false, delivered: true } }),
      report(leadId, delivered),
    ]);
    for (const { status, body } of [first, ...others])
      expect([status, body]).toMatchObject([202, { at, countsAsAnswer: true, evidence: { messageId: 'm-1' } }]);
    const before = await app.items();
    const last = await report(leadId, sent);
    expect(last).toMatchObject({
      status: 202,
      body: { countsAsAnswer: true, evidence: { messageId: 'm-1', delivered: true, inbound: false } },
    });
    expect(await app.items()).toEqual(before);
    const { sla } = await leadOf(app, leadId);
    expect(sla.firstResponse).toMatchObject({ stoppedAt: at, elapsedSeconds: 300, corrected: { activityId: 'mail' } });
    expect(await contactedOf(leadId)).toMatchObject([{ data: { activityId: codeOf('mail'), late: true } }]);
  });

  test('with the id of another lead is an activity of its own', async () => {
    const [one, other] = [await newLead(), await newLead()];
    const at = await app.clock.now();
    await report(one, connectedCall(at, 'same-id'));
    await report(other, connectedCall(at, 'same-id'));
    expect(await contactedOf(one)).toHaveLength(1);
    expect(await contactedOf(other)).toHaveLength(1);
  });
});

describe('the time of an activity', () => {
  test.each<[string, number, number]>([
    ['at receipt', 202, 0],
    ['a millisecond before receipt', 422, -1],
    ['ten minutes ahead', 202, 600_000],
    ['ten minutes and a millisecond ahead', 422, 600_001],
  ])('%s is answered with %i', async (_what, status, offset) => {
    const leadId = await newLead();
    const at = new Date(Date.parse(await app.clock.now()) + offset).toISOString();
    const answer = await report(leadId, connectedCall(at, 'timed'));
    expect(answer.status).toBe(status);
    if (status === 422) {
      expect(answer.body).toMatchObject({ errors: [{ path: 'at' }] });
      expect((await leadOf(app, leadId)).sla.firstResponse).not.toHaveProperty('stoppedAt');
      // Refused, it is not kept either: mended, the same id is taken.
      expect(await report(leadId, connectedCall(await app.clock.now(), 'timed'))).toMatchObject({ status: 202 });
    }
  });

  test('may be stated with any offset', async () => {
    const leadId = await newLead();
    const { receivedAt } = await leadOf(app, leadId);
    const at = receivedAt.replace('Z', '+00:00');
    expect(await report(leadId, connectedCall(at, 'offset'))).toMatchObject({ status: 202, body: { at: receivedAt } });
  });

  test.each<[string, object, string]>([
    ['without an id', { kind: 'call', at: '2026-11-23T15:00:00Z' }, 'id'],
    ['of a kind nobody knows', { id: 'x', kind: 'telepathy', at: '2026-11-23T15:00:00Z' }, 'kind'],
    ['without an offset in its time', { id: 'x', kind: 'call', at: '2026-11-23T15:00:00' }, 'at'],
    [
      'with evidence in words',
      { id: 'x', kind: 'call', at: '2026-11-23T15:00:00Z', evidence: { connected: 'yes' } },
      'evidence.connected',
    ],
    ['with an unknown field', { id: 'x', kind: 'call', at: '2026-11-23T15:00:00Z', mood: 'good' }, 'mood'],
  ])('and its form: one %s is refused at its place', async (_what, activity, at) => {
    const answer = await report(await newLead(), activity);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: at }] } });
  });
});

describe('late evidence', () => {
  test('of an answer in time: the recorded breach stays, the figures follow the evidence, further steps stop', async () => {
    const leadId = await newLead();
    const { receivedAt, sla } = await leadOf(app, leadId);
    await app.clock.advance('PT20M');
    const at = new Date(Date.parse(receivedAt) + 600_000).toISOString();
    await report(leadId, connectedCall(at, 'late'));
    const now = await app.clock.now();
    await app.clock.advance('P2D');
    const after = await leadOf(app, leadId);
    expect(after.sla.firstResponse).toMatchObject({
      breachedAt: sla.firstResponse.dueAt,
      stoppedAt: at,
      elapsedSeconds: 600,
      businessSeconds: 600,
      corrected: { at: now, activityId: 'late' },
    });
    expect(after.escalations.map(({ level }) => level)).toEqual([1]);
    expect(await contactedOf(leadId)).toMatchObject([{ data: { late: true } }]);
    expect((await app.executions('lead-sla')).find(({ name }) => name === leadId)).toMatchObject({
      ...{ status: 'ABORTED', error: 'Answered' },
    });
  });

  test('of an answer in time whose sender’s clock runs ahead is in time: no breach, whatever follows', async () => {
    await app.clock.to('2026-12-01T15:00:00.000Z');
    const leadId = await newLead();
    await app.clock.to('2026-12-01T15:14:00.000Z');
    // What the sender calls 15:16 was told a minute before the due time.
    const at = '2026-12-01T15:16:00.000Z';
    const answer = await report(leadId, connectedCall(at, 'ahead'));
    expect(answer).toMatchObject({ status: 202, body: { at, countsAt: '2026-12-01T15:14:00.000Z' } });
    await app.clock.advance('P2D');
    const { firstResponse } = (await leadOf(app, leadId)).sla;
    expect(firstResponse).toMatchObject({ stoppedAt: '2026-12-01T15:14:00.000Z', elapsedSeconds: 840 });
    expect(firstResponse).not.toHaveProperty('breachedAt');
    expect((await app.events('lead.sla-breached.v1')).filter(({ subject }) => subject === leadId)).toEqual([]);
  });

  test('of an answer that came too late, reported before the breach was: breached once, at the due time, by the evidence', async () => {
    // The steps of a lead that came within a second are taken at the next whole one.
    await app.clock.to('2026-12-04T15:00:00.200Z');
    const leadId = await newLead();
    await app.clock.to('2026-12-04T15:15:00.900Z');
    await report(leadId, { id: 'late', kind: 'visit' });
    await app.clock.advance('P2D');
    const { sla, escalations } = await leadOf(app, leadId);
    expect(sla.firstResponse).toMatchObject({
      breachedAt: '2026-12-04T15:15:00.200Z',
      stoppedAt: '2026-12-04T15:15:00.900Z',
    });
    expect(escalations).toEqual([]);
    const breaches = (await app.events('lead.sla-breached.v1')).filter(({ subject }) => subject === leadId);
    expect(breaches).toMatchObject([{ data: { breachedAt: '2026-12-04T15:15:00.200Z' } }]);
    expect(await contactedOf(leadId)).toMatchObject([{ data: { late: true } }]);
  });
});

describe('the status', () => {
  test('moves forward with what is reported, and a closed lead stays closed', async () => {
    const leadId = await newLead();
    const at = await app.clock.now();
    const statuses: string[] = [];
    for (const kind of ['appointment', 'visit', 'test-drive', 'order', 'sold', 'lost']) {
      await report(leadId, { id: kind, kind, at });
      statuses.push((await leadOf(app, leadId)).status);
    }
    expect(statuses).toEqual(['appointment', 'appointment', 'test-drive', 'ordered', 'sold', 'sold']);
    const closed = (await app.events('lead.closed.v1')).filter(({ subject }) => subject === leadId);
    expect(closed).toMatchObject([{ data: { outcome: 'sold', activityId: codeOf('sold') } }]);
  });
});
