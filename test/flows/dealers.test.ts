import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { leadJson, leadOf, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

type Form = Readonly<Record<string, unknown>>;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'];

async function formOf(dealerId: string): Promise<Form> {
  return (await app.get(`/v1/dealers/${dealerId}`, { as: 'oem' })).body as Form;
}

/** Puts a store's form that must be taken; under its id as its name where it is another store's form. */
async function put(dealerId: string, form: Form): Promise<Form> {
  const own = form['dealerId'] === dealerId ? form : { ...form, name: `Store ${dealerId}` };
  const answer = await app.put(`/v1/dealers/${dealerId}`, own, { as: 'oem' });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as Form;
}

const dueAt = async (dealerId: string, id: string) =>
  (await postLead(app, leadJson(id, { dealerId }), { as: 'oem' })).sla.firstResponse.dueAt;

describe('the form of a store', () => {
  test('goes in as it came out, and its version counts', async () => {
    const form = await formOf('dealer-1');
    expect(form).toMatchObject({ dealerId: 'dealer-1', version: 1, timeZone: 'America/New_York', country: 'US' });
    await app.clock.advance('PT1S');
    const answer = await app.put('/v1/dealers/dealer-1', form);
    expect(answer).toMatchObject({ status: 200, type: 'application/json' });
    expect(answer.body).toEqual({ ...form, version: 2, updatedAt: '2026-11-23T15:00:01.000Z' });
    expect(await formOf('dealer-1')).toEqual(answer.body);
  });

  test('keeps all that it may hold', async () => {
    const full = {
      aliases: ['Nordbad Autohaus', 'NBA'],
      timeZone: 'Europe/Berlin',
      country: 'DE',
      hours: [
        { days: ['mon', 'tue'], open: '09:00', close: '12:00' },
        { days: ['mon', 'tue'], open: '13:30', close: '24:00' },
        { days: ['sat'], open: '22:00', close: '02:00' },
      ],
      holidays: ['2026-12-25'],
      exceptions: [
        { date: '2026-12-24', hours: [{ open: '09:00', close: '12:00' }] },
        { date: '2026-12-31', hours: [] },
      ],
      people: [
        {
          id: 'p1',
          name: 'Ada',
          role: 'salesperson',
          email: 'ada@nordbad.example',
          capacity: 3,
          shifts: [{ days: ['mon'], open: '09:00', close: '12:00' }],
        },
      ],
      district: { id: 'nord', name: 'Nord', email: 'nord@oem.example' },
      postalAddress: { street: 'Am Bad 1', city: 'Kiel' },
      slaOverrides: { firstResponseMinutes: 30 },
      dials: { 'followUp.day2Touches': 1 },
    };
    const taken = await put('nordbad', full);
    expect(taken).toEqual({
      ...full,
      name: 'Store nordbad',
      dealerId: 'nordbad',
      version: 1,
      updatedAt: expect.any(String),
    });
    expect(await put('nordbad', taken)).toEqual({ ...taken, version: 2 });
  });

  test('may be added by the OEM only', async () => {
    const body = { ...(await formOf('dealer-1')), name: 'Dealer Three' };
    expect(await app.put('/v1/dealers/dealer-3', body)).toMatchObject({ status: 404 });
    expect(await app.put('/v1/dealers/dealer-3', body, { as: 'oem' })).toMatchObject({
      status: 200,
      body: { version: 1, dealerId: 'dealer-3' },
    });
  });

  test('put several times at once is taken one after the other', async () => {
    const form = await put('rush', await formOf('dealer-1'));
    const answers = await Promise.all(
      ['Rush 1', 'Rush 2', 'Rush 3'].map((name) => app.put('/v1/dealers/rush', { ...form, name }, { as: 'oem' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ body }) => (body as Form)['version']).sort()).toEqual([2, 3, 4]);
    expect(await formOf('rush')).toMatchObject({ version: 4 });
  });

  test.each<[string, Form, string]>([
    ['without any open hour', { hours: [] }, 'hours'],
    ['with less than five open hours a week', { hours: [{ days: ['mon'], open: '09:00', close: '13:59' }] }, 'hours'],
    ['with a calendar of more than 20 KB', { holidays: Array.from({ length: 1580 }, () => '2020-01-01') }, 'holidays'],
    ['with hours on no day', { hours: [{ days: [], open: '09:00', close: '17:00' }] }, 'hours[0].days'],
    ['with a day nobody knows', { hours: [{ days: ['monday'], open: '09:00', close: '17:00' }] }, 'hours[0].days[0]'],
    ['that opens at 24:00', { hours: [{ days: ['mon'], open: '24:00', close: '17:00' }] }, 'hours[0].open'],
    ['that closes at 25:00', { hours: [{ days: ['mon'], open: '09:00', close: '25:00' }] }, 'hours[0].close'],
    ['in an unknown zone', { timeZone: 'America/Gotham' }, 'timeZone'],
    ['in a zone that is an offset', { timeZone: '-05:00' }, 'timeZone'],
    ['with a holiday that is no date', { holidays: ['2026-02-30'] }, 'holidays[0]'],
    [
      'with two people of one id',
      { people: [1, 2].map(() => ({ id: 'p', name: 'P', role: 'salesperson', email: 'p@x.example' })) },
      'people[1].id',
    ],
    [
      'with a person without an address',
      { people: [{ id: 'p', name: 'P', role: 'salesperson', email: 'nowhere' }] },
      'people[0].email',
    ],
    [
      'with a target below the bounds',
      { slaOverrides: { firstResponseMinutes: 4 } },
      'slaOverrides.firstResponseMinutes',
    ],
    [
      'with a target above the bounds',
      { slaOverrides: { firstResponseMinutes: 61 } },
      'slaOverrides.firstResponseMinutes',
    ],
    ['with a country in words', { country: 'Germany' }, 'country'],
    ['with an unknown field', { colour: 'red' }, 'colour'],
    ['with an unknown dial', { dials: { tone: 'warm' } }, 'dials.tone'],
  ])('%s is refused at its place, and nothing changes', async (_what, wrong, at) => {
    const form = await formOf('dealer-2');
    const answer = await app.put('/v1/dealers/dealer-2', { ...form, ...wrong }, { as: 'dealer-2' });
    expect(answer).toMatchObject({ status: 422, type: 'application/problem+json' });
    expect((answer.body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toContain(at);
    expect(await formOf('dealer-2')).toEqual(form);
  });
});

describe('hours', () => {
  test('hold for the next lead, not for the ones before', async () => {
    const form = await put('hours', await formOf('dealer-1'));
    // Monday at 18:00 in New York, an hour after closing.
    await app.clock.to('2026-11-23T23:00:00.000Z');
    const before = await postLead(app, leadJson('before', { dealerId: 'hours' }), { as: 'oem' });
    await put('hours', {
      ...form,
      hours: [{ days: weekdays, open: '09:00', close: '20:00' }],
      slaOverrides: { firstResponseMinutes: 30 },
    });
    expect(before.sla.firstResponse.dueAt).toBe('2026-11-24T14:15:00.000Z');
    expect(await dueAt('hours', 'after')).toBe('2026-11-23T23:30:00.000Z');
    await app.clock.to('2026-11-24T14:20:00.000Z');
    expect((await leadOf(app, before.leadId)).sla.firstResponse).toMatchObject({
      warnedAt: '2026-11-24T14:07:30.000Z',
      breachedAt: '2026-11-24T14:15:00.000Z',
    });
  });

  test("are the store's own, wherever it is", async () => {
    const base = await formOf('dealer-1');
    await app.clock.to('2026-12-01T16:55:00.000Z');
    await put('berlin', {
      ...base,
      timeZone: 'Europe/Berlin',
      hours: [{ days: weekdays, open: '09:00', close: '18:00' }],
    });
    await put('phoenix', {
      ...base,
      timeZone: 'America/Phoenix',
      hours: [{ days: weekdays, open: '10:00', close: '18:00' }],
    });
    await put('st-johns', {
      ...base,
      timeZone: 'America/St_Johns',
      hours: [{ days: weekdays, open: '09:00', close: '13:30' }],
    });
    // Tuesday 17:55 in Berlin, 09:55 in Phoenix, 13:25 in St. John's.
    expect(await dueAt('berlin', 'b')).toBe('2026-12-02T08:10:00.000Z');
    expect(await dueAt('phoenix', 'p')).toBe('2026-12-01T17:15:00.000Z');
    expect(await dueAt('st-johns', 's')).toBe('2026-12-02T12:40:00.000Z');
  });

  test('are none on a holiday, and those of an exception before that', async () => {
    const base = await formOf('dealer-1');
    await app.clock.to('2026-12-24T21:50:00.000Z');
    // Thursday 16:50 before a Friday that is a holiday; the Monday after is short.
    await put('feast', { ...base, holidays: ['2026-12-25'] });
    await put('feast-short', {
      ...base,
      holidays: ['2026-12-25'],
      exceptions: [{ date: '2026-12-25', hours: [{ open: '11:00', close: '12:00' }] }],
    });
    await put('feast-long', {
      ...base,
      holidays: ['2026-12-25', '2026-12-28'],
      exceptions: [{ date: '2026-12-24', hours: [] }],
    });
    expect(await dueAt('feast', 'f')).toBe('2026-12-28T14:05:00.000Z');
    expect(await dueAt('feast-short', 'fs')).toBe('2026-12-25T16:05:00.000Z');
    expect(await dueAt('feast-long', 'fl')).toBe('2026-12-29T14:15:00.000Z');
  });
});

describe('the change to summer time', () => {
  test('moves what is due on the other side of it, in the machine as in the figures', async () => {
    // Friday 2027-03-12 at 16:50 in New York; clocks go forward on Sunday.
    await app.clock.to('2027-03-12T21:50:00.000Z');
    const { leadId, sla } = await postLead(app, leadJson('spring'), { as: 'dealer-2' });
    expect(sla.firstResponse).toMatchObject({
      dueAt: '2027-03-15T13:05:00.000Z',
      dueAt24x7: '2027-03-12T22:05:00.000Z',
    });
    const always = [{ days: [...weekdays, 'sat', 'sun'], open: '00:00', close: '24:00' }];
    await put('always', { ...(await formOf('dealer-1')), hours: always });
    // Sunday at 01:50; ten minutes later it is three, and a store that never closes is open for the lead all the same.
    await app.clock.to('2027-03-14T06:50:00.000Z');
    const night = await postLead(app, leadJson('night', { dealerId: 'always' }), { as: 'oem' });
    await app.clock.to('2027-03-15T13:04:59.000Z');
    expect((await leadOf(app, night.leadId)).sla.firstResponse).toMatchObject({
      dueAt: '2027-03-14T07:05:00.000Z',
      dueAt24x7: '2027-03-14T07:05:00.000Z',
      breachedAt: '2027-03-14T07:05:00.000Z',
    });
    expect((await leadOf(app, leadId)).sla.firstResponse).toMatchObject({ warnedAt: '2027-03-12T21:57:30.000Z' });
    const breachesOf = async (id: string) =>
      (await app.events('lead.sla-breached.v1')).filter(({ subject }) => subject === id);
    expect(await breachesOf(leadId)).toEqual([]);
    await app.clock.to('2027-03-15T13:05:00.000Z');
    const breachedAt = '2027-03-15T13:05:00.000Z';
    expect(await breachesOf(leadId)).toMatchObject([{ time: breachedAt, data: { breachedAt } }]);
  });

  test('and back gives an hour twice: what is due in the second of the two is due an hour later', async () => {
    const nights = [{ days: ['sun'], open: '01:30', close: '06:30' }];
    await put('nights', { ...(await formOf('dealer-1')), hours: nights, slaOverrides: { firstResponseMinutes: 60 } });
    // Sunday 2027-10-31 at noon in New York; the store opens next on the night of the change, an hour longer than it says.
    await app.clock.to('2027-10-31T16:00:00.000Z');
    expect(await dueAt('nights', 'autumn')).toBe('2027-11-07T06:30:00.000Z');
  });
});
