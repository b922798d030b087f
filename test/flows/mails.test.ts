import { afterAll, describe, expect, test } from 'vitest';
import type { Envelope } from '../../functions/events/event.ts';
import type { Item } from '../../functions/platform/table.ts';
import { startApp } from '../support/app.ts';
import type { SentMessage } from '../support/control.ts';
import { turnDigestsOff } from '../support/digests.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

// Monday at ten in New York: both demo stores are open. SES lets the stage send 14 mails a second.
const app = await startApp();
afterAll(() => app.close());
await turnDigestsOff(app);

const patience = 180_000;
const rate = 14;

const plan = (faults: object) => app.ask('POST', '/faults', JSON.stringify({ seed: 1, ...faults }));
const heal = () => app.ask('DELETE', '/faults');
const mailsOf = async (leadId: string) => (await app.messages()).filter(({ tags }) => tags['leadId'] === leadId);
const notificationsOf = async (leadId: string) => (await mailsOf(leadId)).map(({ tags }) => tags['notice'] ?? '');

async function counted(name: string): Promise<number> {
  const { body } = await app.ask('GET', '/metrics');
  const { metrics } = body as { metrics: readonly { name: string; value: number }[] };
  return metrics.filter((metric) => metric.name === name).reduce((sum, { value }) => sum + value, 0);
}

function isOfDealer({ PK, SK }: Item): boolean {
  return PK === 'DEALER#dealer-1' && SK === 'DEALER';
}

/** As many leads as are said, like one that was given to somebody; what warns each of them comes at this instant. */
async function warnAtOnce(name: string, count: number): Promise<readonly string[]> {
  const { leadId } = await postLead(app, leadJson(name));
  const lead = (await app.items()).find(({ PK, SK }) => PK === `LEAD#${leadId}` && SK === 'LEAD');
  if (!lead) throw new Error('The lead is not there.');
  const { sla, dueShard: _shard, ...rest } = lead as Item & { sla: { firstResponse: { dueAt: string } } };
  const { dueAt } = sla.firstResponse;
  const leadIds = Array.from({ length: count }, (_, n) => `${name}-${n}`);
  // They have no timers, and no sweep is to start any.
  for (const id of leadIds) await app.putItem({ ...rest, sla, PK: `LEAD#${id}`, leadId: id });
  const at = await app.clock.now();
  for (const id of leadIds) {
    const data = { leadId: id, dealerId: 'dealer-1', percent: 80, at: dueAt, dueAt, personId: 'salesperson-1' };
    const envelope: Envelope = {
      ...{ id: `${id}.2.0.lead.sla-warned.v1`, specversion: '1.0', source: '/lanekeeper/dev/us-east-1/leads' },
      ...{ type: 'lead.sla-warned.v1', time: at, subject: id, correlationid: id, data },
    };
    await app.publish(envelope);
  }
  return leadIds;
}

/** The most mails within any second. */
function mostWithinSecond(mails: readonly SentMessage[]): number {
  const sentAt = mails.map(({ at }) => Date.parse(at));
  return Math.max(...sentAt.map((start) => sentAt.filter((at) => at >= start && at < start + 1000).length));
}

function secondsOf(mails: readonly SentMessage[]): number {
  const sentAt = mails.map(({ at }) => Date.parse(at));
  return (Math.max(...sentAt) - Math.min(...sentAt)) / 1000;
}

describe('mails that are all due at one instant', () => {
  test.each([
    ['go out at the rate of the stage', 'many', rate, undefined],
    ['go out at the rate of SES where that is lower, and none twice', 'slowly', 5, { perSecond: { ses: 5 } }],
  ])('%s', { timeout: patience }, async (_how, name, perSecond, limit) => {
    const count = 10 * perSecond;
    if (limit) await plan(limit);
    const leadIds = await warnAtOnce(name, count);
    await app.clock.advance('PT10M');
    await heal();
    const mails = (await app.messages()).filter(({ tags }) => leadIds.includes(tags['leadId'] ?? ''));
    expect(mails.map(({ tags }) => tags['leadId']).toSorted()).toEqual(leadIds.toSorted());
    expect(mostWithinSecond(mails)).toBeLessThanOrEqual(perSecond);
    // At the rate they take ten seconds.
    expect(secondsOf(mails)).toBeLessThan(limit ? 300 : 60);
    expect(await app.deadLetters()).toEqual([]);
  });
});

test('all mails of an outage of three hours arrive after it, each once', { timeout: patience }, async () => {
  await app.clock.to('2026-11-30T15:00:00.000Z');
  const { leadId: before } = await postLead(app, leadJson('before'));
  await app.clock.to('2026-12-07T15:00:00.000Z');
  const expected = (await notificationsOf(before)).toSorted();
  expect(expected.length).toBeGreaterThan(6);
  await plan({ throttle: 1, only: ['ses'] });
  const { leadId } = await postLead(app, leadJson('meanwhile'));
  await app.clock.advance('PT3H');
  expect(await mailsOf(leadId)).toEqual([]);
  expect(await counted('StuckEvents')).toBeGreaterThan(0);
  await heal();
  await app.clock.advance('PT10M');
  expect((await notificationsOf(leadId)).toSorted()).toEqual(expected);
  expect(await app.deadLetters()).toEqual([]);
});

// The store may mail it, and SES takes it for no address.
const badMailbox = 'no..mailbox@dealer-1.example';

test('one bad mailbox stops no other mail, is counted, and no log names it', async () => {
  await app.clock.to('2026-12-14T15:00:00.000Z');
  const dealer = (await app.items()).find(isOfDealer) as Item & { people: { id: string; email: string }[] };
  const people = dealer.people.map((each) => (each.id === 'salesperson-1' ? { ...each, email: badMailbox } : each));
  await app.putItem({ ...dealer, people });
  const { leadId } = await postLead(app, leadJson('changes-hands'));
  await app.clock.advance('PT1H');
  const lead = await leadOf(app, leadId);
  expect(lead.assignments.map(({ personId }) => personId)).toContain('salesperson-1');
  const told = await mailsOf(leadId);
  const others = ['escalated-1', 'escalated-2', 'reassigned-2-new-owner'];
  expect(told.map(({ tags }) => tags['notice'])).toEqual(expect.arrayContaining(others));
  expect(told.flatMap(({ to }) => to)).not.toContain(badMailbox);
  expect(await counted('RefusedMails')).toBeGreaterThan(0);
  const logs = JSON.stringify(await app.logs('notify-lead'));
  expect(logs).toContain('BadRequestException');
  expect(logs).not.toContain(badMailbox);
  const reservations = (await app.items()).filter(
    ({ PK, refused }) => PK === `LEAD#${leadId}` && refused !== undefined,
  );
  expect(reservations.map(({ refused }) => refused)).toContainEqual({
    at: expect.any(String),
    code: 'BadRequestException',
  });
  await app.putItem(dealer);
  await app.clock.advance('P2D');
  expect(await app.deadLetters()).toEqual([]);
});

describe('a warning about a lead that nobody has yet', () => {
  const withoutPeople = async (run: () => Promise<void>) => {
    const dealer = (await app.items()).find(isOfDealer);
    if (!dealer) throw new Error('The dealer is not there.');
    await app.putItem({ ...dealer, people: [] });
    await run();
    await app.putItem(dealer);
  };
  /** A lead whose time is nearly over, which nobody was there for. */
  const warned = async (name: string): Promise<string> => {
    let leadId = '';
    await withoutPeople(async () => {
      ({ leadId } = await postLead(app, leadJson(name)));
      await app.clock.advance('PT13M');
    });
    expect(await notificationsOf(leadId)).toEqual([]);
    return leadId;
  };
  const assign = async (leadId: string) => {
    const [received] = (await app.events('lead.received.v1')).filter(({ subject }) => subject === leadId);
    if (received) await app.publish(received);
    await app.rest();
  };

  test('waits until somebody has it', async () => {
    await app.clock.to('2027-01-04T15:00:00.000Z');
    const leadId = await warned('waited-for');
    await assign(leadId);
    await app.clock.advance('PT1M');
    expect((await notificationsOf(leadId)).toSorted()).toEqual(['assigned', 'warned-80']);
  });

  test('is over once the lead was answered', async () => {
    await app.clock.to('2027-01-11T15:00:00.000Z');
    const leadId = await warned('answered');
    const answer = await app.post(`/v1/leads/${leadId}/activities`, connectedCall(await app.clock.now()));
    expect(answer.status).toBe(202);
    await assign(leadId);
    await app.clock.advance('PT1H');
    expect(await notificationsOf(leadId)).toEqual(['assigned']);
    expect(await app.deadLetters()).toEqual([]);
  });
});

test('after a run that died between sending and noting the mail is sent again, which is counted', async () => {
  await app.clock.to('2027-01-18T15:00:00.000Z');
  await plan({ crashAfter: 1, only: ['ses'] });
  const { leadId } = await postLead(app, leadJson('died'));
  await app.rest();
  await heal();
  expect(await app.post(`/v1/leads/${leadId}/activities`, connectedCall(await app.clock.now()))).toMatchObject({
    status: 202,
  });
  const before = await counted('DoubtfulMails');
  await app.clock.advance('PT10M');
  expect(await notificationsOf(leadId)).toEqual(['assigned', 'assigned']);
  expect((await counted('DoubtfulMails')) - before).toBe(1);
});
