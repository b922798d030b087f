import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { fromQueue } from '../support/delivered.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

// Monday at ten in New York; the store is open nine to five.
const app = await startApp();
afterAll(() => app.close());

const report = (leadId: string, activity: object) => app.post(`/v1/leads/${leadId}/activities`, activity);
const touch = (kind: string, at: string) => ({ id: `${kind}-${at}`, kind, at });

let count = 0;
/** A lead of a person of its own, received now. */
async function newLead(id: string): Promise<string> {
  count += 1;
  const phones = [{ number: `+1 212 555 01${10 + count}` }];
  const customer = { firstName: 'Noor', lastName: 'Adeyemi', emails: [`${id}@mail.example`], phones };
  return (await postLead(app, leadJson(id, { customer }))).leadId;
}

/** The same, answered by a call five minutes later. */
async function contactedLead(id: string): Promise<string> {
  const leadId = await newLead(id);
  await app.clock.advance('PT5M');
  expect(await report(leadId, connectedCall(await app.clock.now(), 'first'))).toMatchObject({ status: 202 });
  return leadId;
}

async function factsOf(leadId: string, word = 'follow-up'): Promise<readonly (readonly [string, string])[]> {
  const events = (await app.events()).filter(({ subject, type }) => subject === leadId && type.includes(word));
  return events.map(({ type, time }) => [type, time]);
}
/** When the sweep is to look at a lead. */
const dueAtOf = async (leadId: string) =>
  (await app.items()).find(({ PK, SK }) => PK === `LEAD#${leadId}` && SK === 'LEAD')?.['dueAt'];
const missesOf = async (leadId: string) =>
  (await app.messages()).filter(({ tags }) => tags['leadId'] === leadId && tags['notice']?.startsWith('follow-up'));

describe('a lead whose follow-ups nobody does', () => {
  let leadId = '';
  beforeAll(async () => {
    leadId = await contactedLead('forgotten');
  });

  test('shows them from the first contact on, with what to say', async () => {
    const { followUps } = (await leadOf(app, leadId)).sla;
    expect(followUps).toEqual([
      { dueAt: '2026-11-23T17:05:00.000Z', kind: 'email', talkTrack: expect.stringContaining('Thank them') },
      { dueAt: '2026-11-24T19:30:00.000Z', kind: 'sms', talkTrack: expect.any(String) },
      { dueAt: '2026-11-24T21:30:00.000Z', kind: 'call', talkTrack: expect.any(String) },
    ]);
  });

  test('waits in the table alone: no execution waits, and nothing stands where nothing is due', async () => {
    expect((await app.executions()).map(({ name, status }) => [name, status])).toEqual([[leadId, 'ABORTED']]);
    expect(await dueAtOf(leadId)).toBe('2026-11-23T17:05:00.000Z');
  });

  test.each([
    ['due two hours after the contact', '2026-11-23T17:05:00.000Z', 'due'],
    ['missed an hour of business later', '2026-11-23T18:05:00.000Z', 'missed'],
    ['due on the second day', '2026-11-24T19:30:00.000Z', 'due'],
    ['missed there', '2026-11-24T20:30:00.000Z', 'missed'],
    ['due half an hour before closing', '2026-11-24T21:30:00.000Z', 'due'],
    ['missed half an hour after opening', '2026-11-25T14:30:00.000Z', 'missed'],
  ])('%s, not a second before', async (_what, instant, word) => {
    const before = await factsOf(leadId);
    await app.clock.to(new Date(Date.parse(instant) - 1000).toISOString());
    expect(await factsOf(leadId)).toEqual(before);
    await app.clock.to(instant);
    expect(await factsOf(leadId)).toEqual([...before, [`lead.follow-up-${word}.v1`, instant]]);
  });

  test('each miss was told to the sales manager once, without a word about the customer', async () => {
    const mails = await missesOf(leadId);
    expect(mails.map(({ to, tags, at }) => [to, tags['notice'], at])).toEqual([
      [['sales-manager@dealer-1.example'], 'follow-up-missed-1-1', '2026-11-23T18:05:00.000Z'],
      [['sales-manager@dealer-1.example'], 'follow-up-missed-1-2', '2026-11-24T20:30:00.000Z'],
      [['sales-manager@dealer-1.example'], 'follow-up-missed-1-3', '2026-11-25T14:30:00.000Z'],
    ]);
    for (const { subject, text, html } of mails) {
      expect(subject).toContain('follow-up at Lakeside Motors');
      expect(`${subject}${text}${html}`).not.toMatch(/Noor|Adeyemi|mail\.example|555 01/);
    }
  });

  test('shows the misses, is due no longer, and has nothing further happen to it', async () => {
    const { followUps } = (await leadOf(app, leadId)).sla;
    expect(followUps.map(({ missedAt }) => missedAt)).toEqual([
      '2026-11-23T18:05:00.000Z',
      '2026-11-24T20:30:00.000Z',
      '2026-11-25T14:30:00.000Z',
    ]);
    expect(await dueAtOf(leadId)).toBeUndefined();
    const before = await app.events();
    await app.clock.advance('P30D');
    expect(await app.events()).toEqual(before);
    expect(await app.deadLetters()).toEqual([]);
  });

  test('takes a touch that is told late: done, and missed all the same', async () => {
    await report(leadId, touch('call', '2026-11-23T18:40:00Z'));
    const [second] = (await leadOf(app, leadId)).sla.followUps;
    expect(second).toMatchObject({ doneAt: '2026-11-23T18:40:00.000Z', missedAt: '2026-11-23T18:05:00.000Z' });
  });

  test('changes nothing when its events and sweeps come again', async () => {
    const everything = async () => [await app.items(), await app.messages(), await app.executions()];
    const before = await everything();
    const events = (await app.events()).filter(({ subject }) => subject === leadId);
    for (const event of events) {
      if (event.type.includes('missed')) await app.invoke('notify-lead', fromQueue('notify-lead', event));
      await app.publish(event);
    }
    await Promise.all([1, 2, 3].map(() => app.invoke('sweep-due', {})));
    expect(await everything()).toEqual(before);
  });
});

describe('a lead whose follow-ups are done', () => {
  test('says nothing of them, and shows when each was done', async () => {
    await app.clock.to('2027-01-04T15:00:00.000Z');
    const leadId = await contactedLead('cared-for');
    await app.clock.to('2027-01-04T17:00:00.000Z');
    await report(leadId, { ...touch('call', '2027-01-04T17:00:00Z'), evidence: { connected: false } });
    await app.clock.to('2027-01-05T19:00:00.000Z');
    await report(leadId, touch('sms', '2027-01-05T15:00:00Z'));
    await report(leadId, touch('email', '2027-01-05T18:59:00Z'));
    await app.clock.advance('P3D');
    const { followUps } = (await leadOf(app, leadId)).sla;
    expect(followUps.map(({ doneAt }) => doneAt)).toEqual([
      '2027-01-04T17:00:00.000Z',
      '2027-01-05T15:00:00.000Z',
      '2027-01-05T18:59:00.000Z',
    ]);
    expect(await factsOf(leadId)).toEqual([]);
    expect(await missesOf(leadId)).toEqual([]);
    expect(await dueAtOf(leadId)).toBeUndefined();
  });

  test.each<[string, object]>([
    ['a reply', { kind: 'email', evidence: { inbound: true } }],
    ['a sale', { kind: 'sold' }],
  ])('%s ends them at once', async (what, given) => {
    await app.clock.to(what === 'a sale' ? '2027-01-20T15:00:00.000Z' : '2027-01-18T15:00:00.000Z');
    const leadId = await contactedLead(what.replace(' ', '-'));
    const at = await app.clock.now();
    await app.clock.advance('PT1H');
    await report(leadId, { ...touch('end', new Date(Date.parse(at) + 3_000_000).toISOString()), ...given });
    expect(await dueAtOf(leadId)).toBeUndefined();
    await app.clock.advance('P1D');
    const { followUps } = (await leadOf(app, leadId)).sla;
    expect(followUps.every(({ endedAt, doneAt }) => endedAt !== undefined && doneAt === undefined)).toBe(true);
    expect(await factsOf(leadId)).toEqual([]);
  });
});

describe('the dials of a store', () => {
  const put = async (dials: object) => {
    const store = (await app.get('/v1/dealers/dealer-2', { as: 'dealer-2' })).body as object;
    return app.put('/v1/dealers/dealer-2', { ...store, dials }, { as: 'oem' });
  };

  test.each<[string, unknown]>([
    ['followUp.secondAttemptMinutes', 119],
    ['followUp.secondAttemptMinutes', 361],
    ['followUp.day2Touches', 0],
    ['followUp.day2Touches', 4],
    ['followUp.day2Touches', 'two'],
    ['followUp.tone', 'warm'],
  ])('%s as %j is refused at its place', async (dial, value) => {
    expect(await put({ [dial]: value })).toMatchObject({ status: 422, body: { errors: [{ path: `dials.${dial}` }] } });
  });

  test('within their bounds shape the follow-ups of the next lead, not of one in hand', async () => {
    await app.clock.to('2027-02-01T15:00:00.000Z');
    const options = { as: 'dealer-2' };
    const post = async (id: string) => (await postLead(app, leadJson(id), options)).leadId;
    const inHand = await post('in-hand');
    expect(await put({ 'followUp.secondAttemptMinutes': 180, 'followUp.day2Touches': 1 })).toMatchObject({
      status: 200,
    });
    const next = await post('next');
    for (const leadId of [inHand, next])
      await app.post(`/v1/leads/${leadId}/activities`, connectedCall(await app.clock.now()), options);
    const dueOf = async (leadId: string) => (await leadOf(app, leadId)).sla.followUps.map(({ dueAt }) => dueAt);
    expect(await dueOf(inHand)).toEqual(['2027-02-01T17:00:00.000Z', expect.any(String), expect.any(String)]);
    expect(await dueOf(next)).toEqual(['2027-02-01T18:00:00.000Z', expect.any(String)]);
  });
});

describe('follow-ups that are due while two sweeps run, or none could', () => {
  test('are said once by two sweeps at one moment', async () => {
    await app.clock.to('2027-02-15T15:00:00.000Z');
    const leadId = await contactedLead('doubled');
    await app.ask('POST', '/faults', JSON.stringify({ seed: 1, scheduleTwice: 1 }));
    await app.clock.advance('P3D');
    await app.ask('DELETE', '/faults');
    const types = (await factsOf(leadId)).map(([type]) => type);
    expect(types.filter((type) => type.includes('due'))).toHaveLength(3);
    expect(types.filter((type) => type.includes('missed'))).toHaveLength(3);
    expect(await missesOf(leadId)).toHaveLength(3);
  });

  test('are said by the first sweep after an outage, with their own times', async () => {
    await app.clock.to('2027-02-22T15:00:00.000Z');
    const leadId = await contactedLead('outage');
    await app.ask('POST', '/faults', JSON.stringify({ seed: 1, throttle: 1, only: ['sweep-due'] }));
    await app.clock.advance('PT6H');
    await app.ask('DELETE', '/faults');
    expect(await factsOf(leadId)).toEqual([]);
    await app.clock.advance('PT2M');
    expect((await factsOf(leadId)).map(([type]) => type)).toEqual([
      'lead.follow-up-due.v1',
      'lead.follow-up-missed.v1',
    ]);
    const [task] = (await leadOf(app, leadId)).sla.followUps;
    expect(task?.missedAt).toBe(`${(task?.dueAt ?? '').slice(0, 10)}T18:05:00.000Z`);
    await app.clock.advance('P3D');
    expect(await factsOf(leadId)).toHaveLength(6);
  });

  test('hold up no other where one lead cannot be read, which is logged', async () => {
    await app.clock.to('2027-03-08T15:00:00.000Z');
    const leadId = await contactedLead('beside');
    const other = await contactedLead('poisoned');
    const [item] = (await app.items()).filter(({ PK, SK }) => PK === `LEAD#${other}` && SK === 'LEAD');
    // Of a newer release.
    await app.putItem({ ...(item as { PK: string; SK: string }), form: 99 });
    await app.clock.advance('PT4H');
    expect((await factsOf(leadId)).map(([type]) => type)).toEqual([
      'lead.follow-up-due.v1',
      'lead.follow-up-missed.v1',
    ]);
    expect(JSON.stringify(await app.logs('sweep-due'))).toContain(`LEAD#${other} LEAD`);
    await app.putItem(item as { PK: string; SK: string });
    await app.clock.advance('PT1M');
    expect((await factsOf(other)).map(([type]) => type)).toEqual(['lead.follow-up-due.v1', 'lead.follow-up-missed.v1']);
  });
});
