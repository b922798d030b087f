import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Envelope, envelopeOf } from '../../functions/events/event.ts';
import { mondayAtTen, startApp } from '../support/app.ts';
import type { Invoked } from '../support/aws.ts';
import { delivered, fromQueue } from '../support/delivered.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';
import { publishedLanguage } from '../support/published-language.ts';

const start = mondayAtTen;
const app = await startApp({ clock: start });
afterAll(() => app.close());

const queuedFor = (name: string) => (event: Envelope) => fromQueue(name, event);
const queued = queuedFor('notify-lead');
const answered = (answer: unknown): Invoked => ({ kind: 'answered', answer });
const times = <Result>(count: number, run: () => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, () => run()));

/** All that may not change when something comes twice. */
async function everything() {
  const [items, messages, executions] = await Promise.all([app.items(), app.messages(), app.executions()]);
  const ids = (await app.events()).map(({ id }) => id);
  return { items, messages, executions, events: [...new Set(ids)].sort() };
}

async function onlyEvent(type: string, leadId: string): Promise<Envelope> {
  const found = (await app.events(type)).filter(({ subject }) => subject === leadId);
  if (!found[0]) throw new Error(`There is no ${type} of ${leadId}.`);
  return found[0];
}

describe('what was done once is not done again', () => {
  let leadId = '';
  beforeAll(async () => {
    ({ leadId } = await postLead(app, leadJson('story')));
    await app.clock.advance('P1D');
    await app.post(`/v1/leads/${leadId}/activities`, connectedCall('2026-11-24T14:30:00Z'));
  });

  test('the story is complete before anything is repeated', async () => {
    const counts = Object.entries(Object.groupBy(await app.events(), ({ type }) => type));
    expect(Object.fromEntries(counts.map(([type, events]) => [type, events?.length]))).toMatchObject({
      'lead.received.v1': 1,
      'lead.assigned.v1': 1,
      'lead.sla-warned.v1': 2,
      'lead.sla-breached.v1': 1,
      'lead.escalated.v1': 3,
      'lead.contacted.v1': 1,
    });
    expect(await app.slaNotifications(leadId)).toHaveLength(4);
  });

  test('and told in the published language, without a member that it does not know', async () => {
    const language = await publishedLanguage();
    for (const event of await app.events()) {
      const definition = language.get(event.type);
      expect(definition && envelopeOf(definition).parse(event)).toEqual(event);
    }
  });

  test.each([
    ['start-lead-sla', ['lead.received.v1'], queuedFor('start-lead-sla'), { batchItemFailures: [] }],
    ['assign-lead', ['lead.received.v1'], delivered, null],
    ['notify-lead', ['lead.sla-warned.v1', 'lead.escalated.v1'], queuedFor('notify-lead'), { batchItemFailures: [] }],
  ])('%s gets its events again, one by one and several at once', async (name, types, payload, answer) => {
    const before = await everything();
    const events = (await app.events()).filter(({ type }) => types.includes(type));
    for (const event of events) expect(await app.invoke(name, payload(event))).toEqual(answered(answer));
    const atOnce = events.flatMap((event) => [event, event, event]);
    for (const outcome of await Promise.all(atOnce.map((event) => app.invoke(name, payload(event)))))
      expect(outcome).toEqual(answered(answer));
    expect(await everything()).toEqual(before);
  });

  test('decide-lead-sla is asked again and says that nothing is left', async () => {
    const before = await everything();
    const outcomes = await times(4, () => app.invoke('decide-lead-sla', { leadId }));
    for (const outcome of outcomes) expect(outcome).toMatchObject(answered({ leadId, next: 'done' }));
    expect(await everything()).toEqual(before);
  });

  test('the bus delivers every event a second time', async () => {
    const before = await everything();
    for (const event of await app.events()) await app.publish(event);
    expect(await everything()).toEqual(before);
    expect(await app.deadLetters()).toEqual([]);
  });

  test('the stream brings every fact to relay-facts a second time: same ids on the bus, nothing follows', async () => {
    const before = await everything();
    const facts = before.items.filter(({ SK }) => SK.startsWith('FACT#'));
    const Records = facts.map((item, position) => ({
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: String(position), NewImage: marshall(item) },
    }));
    expect(Records.length).toBeGreaterThan(8);
    expect(await app.invoke('relay-facts', { Records })).toEqual(answered({ batchItemFailures: [] }));
    expect(await everything()).toEqual(before);
  });

  test.each<[string, object, (fact: Envelope) => boolean]>([
    ['of one lead', { partition: 'LEAD#' }, () => true],
    ['of a time range', { from: start, to: '2026-11-24T15:00:00Z' }, ({ time }) => time < '2026-11-24T15:00:00'],
    [
      'of a range that begins with one',
      { from: '2026-11-23T15:07:30Z', to: '2026-11-23T15:07:30.001Z' },
      ({ time }) => time === '2026-11-23T15:07:30.000Z',
    ],
    ['of a range that ends before one', { from: '2026-11-23T15:00:00.001Z', to: '2026-11-23T15:07:30Z' }, () => false],
    ['of one type', { partition: 'LEAD#', type: 'lead.escalated.v1' }, ({ type }) => type === 'lead.escalated.v1'],
  ])('republish-facts publishes the facts %s again and changes nothing', async (_what, request, isMeant) => {
    const before = await everything();
    const eventsBefore = (await app.events()).length;
    const saved = before.items.filter(({ SK }) => SK.startsWith('FACT#')).map(({ envelope }) => envelope as Envelope);
    const asked = 'partition' in request ? { ...request, partition: `LEAD#${leadId}` } : request;
    const published = saved.filter(isMeant).length;
    expect(await app.invoke('republish-facts', asked)).toEqual(answered({ published }));
    expect(await everything()).toEqual(before);
    expect((await app.events()).length).toBe(eventsBefore + published);
  });
});

describe('what comes several times at once is done once', () => {
  test('start-lead-sla: one execution under the lead id', async () => {
    const { data, ...rest } = await onlyEvent('lead.received.v1', (await postLead(app, leadJson('pattern'))).leadId);
    const leadId = '01ERASED0000000000000000000';
    const event = { ...rest, subject: leadId, data: { ...(data as object), leadId } };
    const outcomes = await times(6, () => app.invoke('start-lead-sla', fromQueue('start-lead-sla', event)));
    expect(outcomes).toEqual(outcomes.map(() => answered({ batchItemFailures: [] })));
    await app.clock.advance('PT1H');
    const named = (await app.executions()).filter(({ name }) => name === leadId);
    // The lead itself is not there: a timer of an erased lead ends in peace.
    expect(named).toMatchObject([{ status: 'SUCCEEDED', output: { leadId, next: 'done' } }]);
  });

  test('decide-lead-sla beside its timer: one breach, one escalation, exact to the millisecond', async () => {
    await app.clock.to('2026-11-25T15:00:00.123Z');
    const { leadId } = await postLead(app, leadJson('milliseconds'));
    await app.clock.to('2026-11-25T15:14:59.999Z');
    const due = '2026-11-25T15:15:00.123Z';
    await Promise.all([
      // Its timer wakes at whole seconds.
      app.clock.to('2026-11-25T15:15:01.000Z'),
      ...Array.from({ length: 4 }, () => app.invoke('decide-lead-sla', { leadId })),
    ]);
    const facts = (await app.events()).filter(({ subject }) => subject === leadId).map(({ type }) => type);
    expect(facts.filter((type) => type === 'lead.sla-breached.v1')).toHaveLength(1);
    expect(facts.filter((type) => type === 'lead.escalated.v1')).toHaveLength(1);
    expect((await leadOf(app, leadId)).sla.firstResponse).toMatchObject({ dueAt: due, breachedAt: due });
  });

  test('assign-lead and notify-lead: one turn, one mail; who came second tries again later', async () => {
    const store = (await app.get('/v1/dealers/dealer-1')).body as { people: object[] };
    await app.clock.to('2026-11-30T15:00:00.000Z');
    await app.put('/v1/dealers/dealer-1', { ...store, people: [] });
    const { leadId } = await postLead(app, leadJson('nobody-there'));
    await app.clock.advance('PT13M');
    expect((await leadOf(app, leadId)).assignments).toEqual([]);
    const mails = (await app.slaNotifications(leadId)).length;
    await app.put('/v1/dealers/dealer-1', store);

    const received = delivered(await onlyEvent('lead.received.v1', leadId));
    const assigned = await times(6, () => app.invoke('assign-lead', received));
    expect(assigned).toEqual(assigned.map(() => answered(null)));
    expect((await leadOf(app, leadId)).assignments).toHaveLength(1);
    const facts = (await app.events('lead.assigned.v1')).filter(({ subject }) => subject === leadId);
    expect(facts).toHaveLength(1);

    const warnings = (await app.events('lead.sla-warned.v1')).filter(({ subject }) => subject === leadId);
    const warned = queued(warnings[1] as Envelope);
    const [done, again] = [answered({ batchItemFailures: [] }), answered({ batchItemFailures: [expect.anything()] })];
    const told = await times(6, () => app.invoke('notify-lead', warned));
    expect(told).toContainEqual(done);
    for (const outcome of told) expect([done, again]).toContainEqual(outcome);
    expect((await app.slaNotifications(leadId)).length).toBe(mails + 1);
    expect(await app.invoke('notify-lead', warned)).toEqual(done);
    expect((await app.slaNotifications(leadId)).length).toBe(mails + 1);
    // The warning itself, which waited for somebody to have the lead, comes again and finds that it was sent.
    await app.clock.advance('PT20M');
    const notifications = (await app.slaNotifications(leadId)).map(({ tags }) => tags['notice']);
    expect(notifications.filter((notice) => notice === 'warned-80')).toEqual(['warned-80']);
  });

  test('an activity: one record, one fact, one answer for all', async () => {
    const { leadId } = await postLead(app, leadJson('called'));
    const call = connectedCall(await app.clock.now(), 'call-7');
    const answers = await times(6, () => app.post(`/v1/leads/${leadId}/activities`, call));
    for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 202, body: answers[0]?.body });
    const contacted = (await app.events('lead.contacted.v1')).filter(({ subject }) => subject === leadId);
    expect(contacted).toHaveLength(1);
  });
});
