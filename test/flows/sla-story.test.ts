import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { startApp } from '../support/app.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

const adf = readFileSync(path.resolve(import.meta.dirname, '../../infra/demo/lead.xml'));

// The day before Thanksgiving week's end: Monday, an hour before the store opens.
const app = await startApp({ clock: '2026-11-23T13:00:00.000Z' });
afterAll(() => app.close());

const at = {
  received: '2026-11-23T13:00:00.000Z',
  warned50: '2026-11-23T14:07:30.000Z',
  warned80: '2026-11-23T14:12:00.000Z',
  due: '2026-11-23T14:15:00.000Z',
  level2: '2026-11-23T14:45:00.000Z',
  level3: '2026-11-23T16:15:00.000Z',
  answered: '2026-11-24T15:00:00.000Z',
};

/** The steps of the first-response SLA, with their instants. */
async function factsOf(leadId: string) {
  const steps = /^lead\.(received|assigned|sla-\w+|escalated|contacted)\.v1$/;
  const facts = (await app.events()).filter(({ subject, type }) => subject === leadId && steps.test(type));
  return facts.map(({ type, time }) => [type, time]);
}

type Happened = readonly [type: string, at: string];
const intake: readonly Happened[] = [
  ['lead.received.v1', at.received],
  ['lead.assigned.v1', at.received],
];
const steps: readonly { readonly what: string; readonly facts: readonly Happened[] }[] = [
  { what: 'warned at 50 %', facts: [['lead.sla-warned.v1', at.warned50]] },
  { what: 'warned at 80 %', facts: [['lead.sla-warned.v1', at.warned80]] },
  {
    what: 'breached, and escalated to the sales manager, when it is due',
    facts: [
      ['lead.sla-breached.v1', at.due],
      ['lead.escalated.v1', at.due],
    ],
  },
  {
    what: 'escalated to the general manager 30 business minutes later',
    facts: [['lead.escalated.v1', at.level2]],
  },
  {
    what: 'escalated to the district 120 business minutes after the breach',
    facts: [['lead.escalated.v1', at.level3]],
  },
];
const ladder = steps.map((step, position) => ({
  ...step,
  before: [...intake, ...steps.slice(0, position).flatMap(({ facts }) => facts)],
}));

describe('a lead that nobody answers in time', () => {
  let leadId = '';
  test('is received with both clocks computed, and given to a salesperson', async () => {
    const accepted = await postLead(app, adf);
    leadId = accepted.leadId;
    expect(accepted).toEqual({
      leadId,
      ownerId: expect.stringMatching(/^[0-9A-Z]{26}$/),
      dealerId: 'dealer-1',
      status: 'accepted',
      sla: {
        policy: expect.stringMatching(/^oem-default@\d+$/),
        firstResponse: { dueAt: at.due, dueAt24x7: '2026-11-23T13:15:00.000Z' },
        followUps: [],
      },
    });
    expect(await factsOf(leadId)).toEqual(intake);
    expect(await leadOf(app, leadId)).toMatchObject({
      status: 'new',
      receivedAt: at.received,
      requestedAt: '2026-11-23T14:00:00.000Z',
      source: { system: 'website', id: 'demo-1001', provider: 'Lakeside Motors website', vendor: 'Lakeside Motors' },
      customer: {
        firstName: 'Maya',
        lastName: 'Okafor',
        emails: ['maya.okafor@mail.example'],
        phones: [{ raw: '212-555-0143', e164: '+12125550143' }],
        postalCode: '07042',
      },
      vehiclesOfInterest: [{ year: 2027, make: 'Ford', model: 'Maverick', condition: 'new', interest: 'buy' }],
      tradeIns: [{ year: 2015, make: 'Honda', model: 'Fit', interest: 'trade-in' }],
      message: 'I can come by on Thursday evening.\nIs the blue one still there?',
      assignments: [{ personId: 'salesperson-1', at: at.received, reason: 'round-robin' }],
      escalations: [],
    });
  });

  test('waits in one execution that knows ids and instants only', async () => {
    expect(await app.executions('lead-sla')).toEqual([
      {
        name: leadId,
        machine: 'lead-sla',
        status: 'RUNNING',
        startedAt: at.received,
        input: { leadId, run: 1, wakeAt: at.warned50 },
        transitions: 1,
      },
    ]);
  });

  test.each(ladder)('is $what, not a second before', async ({ facts, before }) => {
    const instant = facts[0]?.[1] ?? '';
    await app.clock.to(new Date(Date.parse(instant) - 1000).toISOString());
    expect(await factsOf(leadId)).toEqual(before);
    await app.clock.to(instant);
    expect(await factsOf(leadId)).toEqual([...before, ...facts]);
  });

  test('shows breach, warning and escalations with their instants', async () => {
    expect(await leadOf(app, leadId)).toMatchObject({
      status: 'new',
      escalations: [
        { level: 1, at: at.due, to: 'sales-manager' },
        { level: 2, at: at.level2, to: 'general-manager' },
        { level: 3, at: at.level3, to: 'district-east' },
      ],
      sla: { firstResponse: { dueAt: at.due, warnedAt: at.warned50, breachedAt: at.due } },
    });
  });

  test('ends its execution with the last step and stays open', async () => {
    const [execution] = await app.executions('lead-sla');
    expect(execution).toMatchObject({ status: 'SUCCEEDED', stoppedAt: at.level3 });
  });

  test('was told to the people concerned, each occasion once, without a word about the customer', async () => {
    const messages = await app.slaNotifications(leadId);
    expect(messages.map((message) => [message.to, message.tags['notice'], message.at])).toEqual([
      [['salesperson-1@dealer-1.example'], 'warned-80', at.warned80],
      [['sales-manager@dealer-1.example'], 'escalated-1', at.due],
      [['general-manager@dealer-1.example'], 'escalated-2', at.level2],
      [['district-east@oem.example'], 'escalated-3', at.level3],
    ]);
    for (const { subject, text, html } of messages) {
      expect(text).toContain(leadId);
      expect(`${subject}${text}${html}`).not.toMatch(/Maya|Okafor|mail\.example|0143/);
    }
  });

  test('is answered late the next morning: the figures follow the evidence, the breach stays', async () => {
    await app.clock.to('2026-11-24T15:30:00.000Z');
    const answer = await app.post(
      `/v1/leads/${leadId}/activities`,
      connectedCall('2026-11-24T10:00:00-05:00', 'call-1'),
    );
    expect(answer).toMatchObject({ status: 202, body: { leadId, id: 'call-1', kind: 'call', at: at.answered } });
    const { status, sla } = await leadOf(app, leadId);
    expect(status).toBe('contacted');
    expect(sla.firstResponse).toEqual({
      dueAt: at.due,
      dueAt24x7: '2026-11-23T13:15:00.000Z',
      warnedAt: at.warned50,
      breachedAt: at.due,
      stoppedAt: at.answered,
      // Monday nine to five and an hour of Tuesday.
      businessSeconds: 9 * 3600,
      elapsedSeconds: 26 * 3600,
      evidence: { activityId: 'call-1', kind: 'call' },
      corrected: { at: '2026-11-24T15:30:00.000Z', activityId: 'call-1' },
    });
    expect((await factsOf(leadId)).at(-1)).toEqual(['lead.contacted.v1', '2026-11-24T15:30:00.000Z']);
    expect((await app.events('lead.contacted.v1'))[0]?.data).toMatchObject({
      activityId: codeOf('call-1'),
      late: true,
    });
  });

  test('is corrected again by evidence of an earlier answer, within the time: the breach still stays', async () => {
    await app.clock.to('2026-11-25T15:00:00.000Z');
    await app.post(`/v1/leads/${leadId}/activities`, connectedCall('2026-11-23T14:10:00Z', 'call-0'));
    const { sla } = await leadOf(app, leadId);
    expect(sla.firstResponse).toMatchObject({
      breachedAt: at.due,
      stoppedAt: '2026-11-23T14:10:00.000Z',
      businessSeconds: 600,
      elapsedSeconds: 4200,
      corrected: { at: '2026-11-25T15:00:00.000Z', activityId: 'call-0' },
    });
  });

  test('is warned of and escalated no further, in a season', async () => {
    const before = await factsOf(leadId);
    await app.clock.advance('P90D');
    expect(await factsOf(leadId)).toEqual(before);
    expect(await app.slaNotifications()).toHaveLength(4);
    expect(await app.deadLetters()).toEqual([]);
  });
});

describe('a lead that is answered before its first warning', () => {
  test('costs one state transition, no warning and no mail', async () => {
    await app.clock.to('2027-03-01T15:00:00.000Z');
    const { leadId } = await postLead(app, leadJson('quick'));
    await app.clock.advance('PT5M');
    await app.post(`/v1/leads/${leadId}/activities`, connectedCall('2027-03-01T15:04:00Z'));
    await app.clock.advance('P1D');
    const execution = (await app.executions('lead-sla')).find(({ name }) => name === leadId);
    expect(execution).toMatchObject({
      ...{ status: 'ABORTED', error: 'Answered' },
      ...{ stoppedAt: '2027-03-01T15:05:00.000Z', transitions: 1 },
    });
    const { firstResponse } = (await leadOf(app, leadId)).sla;
    expect(firstResponse).toMatchObject({ businessSeconds: 240, elapsedSeconds: 240 });
    expect(firstResponse).not.toHaveProperty('breachedAt');
    expect(firstResponse).not.toHaveProperty('corrected');
    expect((await factsOf(leadId)).map(([type]) => type)).toEqual([
      'lead.received.v1',
      'lead.assigned.v1',
      'lead.contacted.v1',
    ]);
    expect(await app.slaNotifications(leadId)).toEqual([]);
  });
});
