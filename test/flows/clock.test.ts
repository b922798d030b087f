import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { leadJson, leadOf, postLead } from '../support/leads.ts';

// A Monday at ten in New York, in a leap year.
const start = '2028-01-31T15:00:00.000Z';
const app = await startApp({ clock: start });
afterAll(() => app.close());

const move = (body: string) => app.ask('POST', '/clock', body);

describe('the clock', () => {
  test('stands still while the app works', async () => {
    expect(await app.clock.now()).toBe(start);
    const first = await postLead(app, leadJson('one'));
    const second = await postLead(app, leadJson('two'));
    for (const { leadId } of [first, second]) expect((await leadOf(app, leadId)).receivedAt).toBe(start);
    expect(await app.ask('GET', '/clock')).toEqual({ status: 200, body: { now: start, fired: 0, skipped: 0 } });
  });

  test('fires nothing before it is due, and all of one instant when it is', async () => {
    // Figures of queues that an alarm watches may be sampled on the way; of seven sweeps each would find nothing due.
    const { now, skipped } = await app.clock.to('2028-01-31T15:07:29.999Z');
    expect([now, skipped]).toEqual(['2028-01-31T15:07:29.999Z', 7]);
    expect(await app.events('lead.sla-warned.v1')).toEqual([]);
    const { fired } = await app.clock.advance('PT0.001S');
    expect(fired).toBeGreaterThanOrEqual(2);
    expect(await app.events('lead.sla-warned.v1')).toHaveLength(2);
  });

  test('fires what is due on its way in the order of its instants, and returns when all is at rest', async () => {
    await app.clock.advance('PT0.5S');
    await postLead(app, leadJson('three'), { as: 'dealer-2' });
    await app.clock.advance('PT9H');
    const times = (await app.events()).map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
    expect(await app.events('lead.escalated.v1')).toHaveLength(9);
    expect((await app.executions('lead-sla')).map(({ status }) => status)).toEqual([
      'SUCCEEDED',
      'SUCCEEDED',
      'SUCCEEDED',
    ]);
    expect(await app.slaNotifications()).toHaveLength(12);
  });

  test.each([
    ['2028-02-28T10:00:00.000Z', 'P1D', '2028-02-29T10:00:00.000Z'],
    ['2028-02-29T10:00:00.000Z', 'P1Y', '2029-02-28T10:00:00.000Z'],
    // Clocks in New York go forward in between.
    ['2029-03-11T05:00:00.000Z', 'P1DT1H', '2029-03-12T06:00:00.000Z'],
    ['2029-03-31T10:00:00.000Z', 'P1M', '2029-04-30T10:00:00.000Z'],
    ['2029-05-01T00:00:00.000Z', 'PT0S', '2029-05-01T00:00:00.000Z'],
  ])('at %s and advanced by %s stands at %s', async (from, duration, to) => {
    await app.clock.to(from);
    expect(await move(JSON.stringify({ advance: duration }))).toMatchObject({ status: 200, body: { now: to } });
    expect(await app.clock.now()).toBe(to);
  });

  test('takes an instant with any offset', async () => {
    expect((await app.clock.to('2029-05-02T01:00:00+01:00')).now).toBe('2029-05-02T00:00:00.000Z');
  });

  test.each([
    ['an instant in the past', '{"to":"2029-05-01T23:59:59.999Z"}'],
    ['a duration backwards', '{"advance":"-PT1S"}'],
    ['an instant without offset', '{"to":"2040-01-01T00:00:00"}'],
    ['a date', '{"to":"2040-01-01"}'],
    ['a time that is none', '{"to":"2040-02-30T00:00:00Z"}'],
    ['words', '{"advance":"a day"}'],
    ['a number', '{"advance":3600}'],
    ['both at once', '{"advance":"PT1S","to":"2040-01-01T00:00:00Z"}'],
    ['neither', '{}'],
    ['an unknown word', '{"forward":"PT1S"}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no JSON', 'garbage'],
    ['nothing', ''],
    ['further than time goes', '{"advance":"P999999Y"}'],
  ])('refuses %s with 400 and stays where it is', async (_what, body) => {
    expect(await move(body)).toMatchObject({
      status: 400,
      body: { status: 400, title: 'Bad Request', detail: expect.stringMatching(/\w/) },
    });
    expect(await app.clock.now()).toBe('2029-05-02T00:00:00.000Z');
  });

  test('carries out moves that come at once one after the other', async () => {
    await Promise.all(Array.from({ length: 5 }, () => app.clock.advance('PT1M')));
    expect(await app.clock.now()).toBe('2029-05-02T00:05:00.000Z');
  });
});
