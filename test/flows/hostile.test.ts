import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cursorOf } from '../../functions/platform/page.contract.ts';
import { type App, startApp } from '../support/app.ts';
import type { Answer } from '../support/call.ts';
import { hostileDocument } from '../support/hostile-documents.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';
import { SeededDice } from '../support/seeded-dice.ts';

const app = await startApp();
afterAll(() => app.close());

let leadId = '';
beforeAll(async () => {
  ({ leadId } = await postLead(app, leadJson('first')));
});

type Request = (app: App) => Promise<Answer>;
const raw = (members: string) =>
  `{"source":{"system":"web"},"customer":{"emails":["${Math.abs(members.length)}@mail.example"]},${members}}`;
const lead =
  (members: string): Request =>
  (to) =>
    to.post('/v1/leads', raw(members), { headers: { 'content-type': 'application/json' } });
const activity =
  (given: object | string): Request =>
  (to) => {
    const known = connectedCall('2026-11-23T15:00:00Z', `odd-${JSON.stringify(given).length}`);
    const body = typeof given === 'string' ? given : { ...known, ...given };
    return to.post(`/v1/leads/${leadId}/activities`, body, { headers: { 'content-type': 'application/json' } });
  };
const get =
  (path: string, as = 'dealer-1'): Request =>
  (to) =>
    to.get(path, { as });
const cursor = (at: string) => `cursor=${cursorOf(`${at}#01M80195KFN20D5E0GPQYEA5GR`)}`;
const long = 'x'.repeat(3000);

test.each<[string, number, Request]>([
  ['a request at the end of the year 9999', 202, lead('"requestedAt":"9999-12-31T23:59:59"')],
  ['a request in the year 0', 202, lead('"requestedAt":"0000-01-01T00:00:00+14:00"')],
  ['a request with ten digits of a second', 202, lead('"requestedAt":"2026-11-23T09:00:00.1234567890Z"')],
  ['a consent with a number beyond 2^53', 422, lead('"consents":[{"n":9007199254740993}]')],
  ['a consent with a number without end', 422, lead('"consents":[{"n":1e309}]')],
  ['a consent with a number below the table', 422, lead('"consents":[{"n":1e-200}]')],
  ['a consent with a constructor', 422, lead('"consents":[{"a":{"constructor":{"name":"Set"}}}]')],
  ['a consent with a prototype', 422, lead('"consents":[{"__proto__":{"a":1}}]')],
  ['a consent without a bottom', 422, lead(`"consents":[{"a":${'['.repeat(5000)}${']'.repeat(5000)}}]`)],
  ['an own constructor', 422, lead('"constructor":1')],
  ['an own prototype', 422, lead('"__proto__":1')],
  ['half a character as a name', 422, lead('"\\ud83d":1')],
  ['half a character in a message', 202, lead('"message":"\\ud83d"')],
  ['a model year of 1e300', 202, lead('"vehiclesOfInterest":[{"year":1e300}]')],
  [
    'a system of 201 characters',
    422,
    (to) => to.post('/v1/leads', leadJson('x', { source: { system: 'x'.repeat(201) } })),
  ],
  ['an activity with a call of 1e300 seconds', 422, activity({ evidence: { connected: true, callSeconds: 1e300 } })],
  ['an activity with a call of 5e-324 seconds', 422, activity({ evidence: { connected: true, callSeconds: 5e-324 } })],
  ['an activity with ten digits of a second', 202, activity({ at: '2026-11-23T15:00:00.1234567890Z' })],
  ['an activity in the year 10000, in UTC', 422, activity({ at: '9999-12-31T23:59:59-12:00' })],
  ['an activity in the year before 0, in UTC', 422, activity({ at: '0000-01-01T00:00:00+14:00' })],
  ['an activity with an id of 3,000 characters', 422, activity({ id: long })],
  ['an activity with a control character in its id', 422, activity({ id: 'a\u0000' })],
  [
    'an activity with half a character in its id',
    422,
    activity('{"id":"\\ud83d","kind":"visit","at":"2026-11-23T15:00:00Z"}'),
  ],
  ['a lead of 3,000 characters', 404, get(`/v1/leads/${long}`)],
  ['a lead of odd characters', 404, get('/v1/leads/%00%F0%9F%9A%97%23')],
  ['an activity of such a lead', 404, (to) => to.post(`/v1/leads/${long}/activities`, {})],
  ['leads after ten digits of a second', 200, get('/v1/leads?updatedSince=2026-11-23T15:00:00.1234567890Z')],
  ['leads after the year 9999', 422, get('/v1/leads?updatedSince=9999-12-31T23:59:59-12:00')],
  ['leads after a month 99', 422, get(`/v1/leads?${cursor('2026-99-23T15:00:00.000Z')}`)],
  ['leads after a cursor without end', 422, get(`/v1/leads?cursor=${long}`)],
  ['leads of a dealer of 3,000 characters', 404, get(`/v1/leads?dealerId=${long}`, 'oem')],
  ['documents after a month 99', 422, get(`/v1/quarantine?${cursor('2026-99-23T15:00:00.000Z')}`, 'oem')],
  ['documents after the year 1', 200, get(`/v1/quarantine?${cursor('0001-01-01T00:00:00.000Z')}`, 'oem')],
  ['documents after the year 9999', 200, get(`/v1/quarantine?${cursor('9999-12-31T23:59:59.999Z')}`, 'oem')],
  ['a document of 3,000 characters', 404, (to) => to.post(`/v1/quarantine/${long}/replay`, undefined)],
  ['the count of a day that is none', 422, (to) => to.put('/v1/senders/dealer-1/counts/9999-99-99', { count: 1 })],
  ['the count of the year 0', 422, (to) => to.put('/v1/senders/dealer-1/counts/0000-01-01', { count: 1 })],
  [
    'the count of a sender of 3,000 characters',
    404,
    (to) => to.put(`/v1/senders/${long}/counts/2026-11-23`, { count: 1 }),
  ],
  ['a count beyond all', 422, (to) => to.put('/v1/senders/dealer-1/counts/2026-11-23', { count: 1e300 })],
  ['a dealer of 3,000 characters', 404, get(`/v1/dealers/${long}`, 'oem')],
  ['a dealer of 3,000 characters, to be changed', 404, (to) => to.put(`/v1/dealers/${long}`, {}, { as: 'oem' })],
])('%s is answered with %i', async (_what, status, request) => {
  const answer = await request(app);
  expect([answer.status, answer.text]).toEqual([status, expect.any(String)]);
  const isPosted = status === 422 && answer.text.includes('invalid-lead');
  if (isPosted) expect(answer.body).toHaveProperty('quarantineId');
});

test('what was mended is told with its place, and the lead has it so', async () => {
  const body = leadJson('mended', {
    customer: { firstName: 'No\u0001or', emails: ['noor@mail.example'] },
    message: 'a\r\n\u0002b',
  });
  const answer = await app.post('/v1/leads', body, { headers: { 'idempotency-key': 'mended-1' } });
  const warnings = [
    { code: 'control-characters-dropped', path: 'customer.firstName' },
    { code: 'control-characters-dropped', path: 'message' },
  ];
  expect(answer).toMatchObject({ status: 202, body: { leads: [{ status: 'accepted' }], warnings } });
  const { leads } = answer.body as { leads: { leadId: string }[] };
  expect(await leadOf(app, leads[0]?.leadId ?? '')).toMatchObject({ customer: { firstName: 'Noor' }, message: 'a\nb' });
  const again = await app.post('/v1/leads', body, { headers: { 'idempotency-key': 'mended-1' } });
  expect(again.body).toEqual(answer.body);
  expect((await app.post('/v1/leads', leadJson('plain'))).body).not.toHaveProperty('warnings');
});

describe('two hundred hostile documents', () => {
  const refusedUnkept = /is not kept|A body may have/;

  test('are accepted or kept, and none fails', async () => {
    const dice = new SeededDice(8);
    const counts = new Map<number, number>();
    for (let number = 0; number < 200; number += 1) {
      const { type, bytes } = hostileDocument(dice);
      const as = number % 2 === 0 ? 'dealer-1' : 'dealer-2';
      const answer = await app.post('/v1/leads', bytes, { as, headers: { 'content-type': type } });
      counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
      expect([202, 400, 413, 422]).toContain(answer.status);
      if (answer.status !== 202 && !refusedUnkept.test(answer.text))
        expect(answer.body).toMatchObject({ quarantineId: expect.any(String), reason: expect.any(String) });
    }
    expect(Object.fromEntries(counts)).toMatchObject({
      202: expect.any(Number),
      400: expect.any(Number),
      422: expect.any(Number),
    });
    await app.rest();
    expect(await app.deadLetters()).toEqual([]);
  });
});
