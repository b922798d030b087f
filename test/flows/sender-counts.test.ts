import { afterAll, describe, expect, test } from 'vitest';
import type { SenderCountView } from '../../functions/intake/sender/sender-count.view.ts';
import { startApp } from '../support/app.ts';
import { leadJson } from '../support/leads.ts';

const app = await startApp({
  callers: {
    portal: { tenant: { kind: 'provider', senderId: 'portal' }, scopes: ['leads:write'] },
    reader: { tenant: { kind: 'provider', senderId: 'portal' }, scopes: ['leads:read'] },
  },
});
afterAll(() => app.close());

const monday = '2026-11-23';
/** Who states a count, and for which sender. */
interface Sender {
  readonly as?: string;
  readonly senderId?: string;
}

async function state(date: string, count: number, sender: Sender = {}): Promise<SenderCountView> {
  const { as = 'dealer-1', senderId = as } = sender;
  const { status, body, text } = await app.put(`/v1/senders/${senderId}/counts/${date}`, { count }, { as });
  if (status !== 200) throw new Error(text);
  return body as SenderCountView;
}
const shortfalls = async () => (await app.events('sender.count-short.v1')).map(({ data }) => data);

describe("a sender's count of a day", () => {
  test('counts each attempt by what became of it, and waits for the day to end', async () => {
    await app.post('/v1/leads', leadJson('one'));
    await app.post('/v1/leads', leadJson('one'));
    await app.post('/v1/leads', { ...leadJson('two'), customer: {} });
    await app.post('/v1/leads', { ...leadJson('two'), customer: {} });
    await app.post('/v1/leads', leadJson('not mine'), { as: 'dealer-2' });
    expect(await state(monday, 5)).toEqual({
      senderId: 'dealer-1',
      date: monday,
      count: 5,
      statedAt: '2026-11-23T15:00:00.000Z',
      dueAt: '2026-11-24T01:00:00.000Z',
      status: 'pending',
      received: { total: 4, accepted: 1, duplicates: 1, resubmitted: 0, quarantined: 2 },
    });
    expect(await shortfalls()).toEqual([]);
  });

  test('says a shortfall an hour after the day has ended, once', async () => {
    await state(monday, 1, { as: 'dealer-2' });
    await app.clock.to('2026-11-24T00:59:00.000Z');
    expect(await shortfalls()).toEqual([]);
    await app.clock.to('2026-11-24T01:01:00.000Z');
    const short = { senderId: 'dealer-1', date: monday, stated: 5, received: 4, missing: 1 };
    expect(await shortfalls()).toEqual([short]);
    await app.clock.advance('P2D');
    expect(await shortfalls()).toEqual([short]);
    expect(await app.deadLetters()).toEqual([]);
  });

  test('that is stated after the day is compared at once; a repeat says nothing new, a correction does', async () => {
    const before = (await shortfalls()).length;
    expect(await state(monday, 6)).toMatchObject({ status: 'short', missing: 2 });
    expect(await state(monday, 6)).toMatchObject({ status: 'short', missing: 2 });
    expect(await state(monday, 4)).toMatchObject({ status: 'complete', missing: 0 });
    expect((await shortfalls()).slice(before)).toMatchObject([{ stated: 6, missing: 2 }]);
  });

  test('is not raised by a replay of what was received before', async () => {
    const [first] = ((await app.get('/v1/quarantine')).body as { documents: { quarantineId: string }[] }).documents;
    await app.post(`/v1/quarantine/${first?.quarantineId}/replay`, undefined);
    expect(await state(monday, 4)).toMatchObject({ received: { total: 4 } });
  });

  test('may be stated by the OEM for any sender, and by nobody else', async () => {
    expect(await state(monday, 0, { as: 'oem', senderId: 'portal' })).toMatchObject({
      senderId: 'portal',
      status: 'complete',
    });
    const asked = (as: string, senderId: string) =>
      app.put(`/v1/senders/${senderId}/counts/${monday}`, { count: 1 }, { as });
    expect((await asked('portal', 'dealer-1')).status).toBe(404);
    expect((await asked('dealer-1', 'dealer-2')).status).toBe(404);
    expect((await asked('reader', 'portal')).status).toBe(403);
  });

  test.each([
    ['a day to come', '2026-12-30', { count: 1 }],
    ['a day too long ago', '2026-10-01', { count: 1 }],
    ['no day', '2026-02-30', { count: 1 }],
    ['another form of day', '20261123', { count: 1 }],
    ['less than nothing', monday, { count: -1 }],
    ['half a lead', monday, { count: 1.5 }],
    ['a word', monday, { count: 'three' }],
    ['no count', monday, {}],
    ['a field too many', monday, { count: 1, received: 9 }],
  ])('is refused for %s', async (_what, date, body) => {
    expect((await app.put(`/v1/senders/dealer-1/counts/${date}`, body)).status).toBe(422);
  });
});
