import { afterAll, describe, expect, test } from 'vitest';
import type { AcceptedLeadView } from '../../functions/leads/lead/lead.view.ts';
import { keptDays } from '../../functions/platform/retention.policy.ts';
import { startApp } from '../support/app.ts';
import type { SentMessage } from '../support/control.ts';
import { leadJson, postLead } from '../support/leads.ts';
import { mailTimesOf } from '../support/mail-times.ts';

// Monday at ten in New York.
const app = await startApp();
afterAll(() => app.close());

const salesperson = 'salesperson-1@dealer-1.example';
const isDigest = ({ tags }: SentMessage) => tags['notice']?.startsWith('digest-') ?? false;
const linesOf = ({ text }: SentMessage) =>
  text.match(/^(A new lead|A lead of yours|A lead for you|Unanswered)/gm) ?? [];

const mailsWith = (mails: readonly SentMessage[], words: string) =>
  mails.filter(({ text, subject }) => (subject + text).includes(words));

async function setDealer(change: (dealer: { people: readonly { id: string }[] }) => object): Promise<void> {
  const dealer = (await app.get('/v1/dealers/dealer-1', { as: 'oem' })).body as { people: { id: string }[] };
  const put = await app.put('/v1/dealers/dealer-1', { ...dealer, ...change(dealer) }, { as: 'oem' });
  expect(put.status).toBe(200);
}

/** What everybody was mailed from an instant on, by address. */
async function mailsSince(from: string): Promise<ReadonlyMap<string, readonly SentMessage[]>> {
  const mails = (await app.messages()).filter(({ at }) => at >= from);
  return Map.groupBy(mails, ({ to }) => to.join());
}

function mostAloneInHour(mails: readonly SentMessage[]): number {
  const sentAt = mails.filter((mail) => !isDigest(mail)).map(({ at }) => Date.parse(at));
  return Math.max(0, ...sentAt.map((start) => sentAt.filter((at) => at >= start && at < start + 3_600_000).length));
}

/** So many leads within a moment, for the one salesperson who is there. */
async function post(name: string, count: number): Promise<string> {
  const from = await app.clock.now();
  for (let n = 0; n < count; n += 1) await postLead(app, leadJson(`${name}-${n}`));
  await app.rest();
  return from;
}

describe('somebody with many leads at once', () => {
  test('gets four mails by themselves, and five minutes later one with the others', async () => {
    await setDealer(({ people }) => ({ people: people.filter(({ id }) => id !== 'salesperson-2') }));
    const from = await post('many', 7);
    const before = (await mailsSince(from)).get(salesperson) ?? [];
    expect(before.map(({ tags }) => tags['notice'])).toEqual(Array.from({ length: 4 }, () => 'assigned'));
    await app.clock.advance('PT6M');
    const after = (await mailsSince(from)).get(salesperson) ?? [];
    expect(after).toHaveLength(5);
    const digest = after.find(isDigest);
    expect(digest?.subject).toBe('3 notices about leads, in one mail');
    expect(digest && linesOf(digest)).toHaveLength(3);
    expect(digest?.text).toMatch(/: Noor Number many-\d, 2027 Alder Ridge\nhttps:\/\/leads\./);
    expect(JSON.stringify([digest?.subject, digest?.tags])).not.toMatch(/Noor|0143/);
  });

  test('of which it is kept for as long as of any mail to an address that it went out', async () => {
    const items = (await app.items()).filter(({ PK }) => PK.startsWith('MAILBOX#'));
    const kept = items.filter(({ SK }) => SK.startsWith('NOTICE#'));
    expect(kept).toHaveLength(1);
    const dueAtSeconds = Math.floor(Number(kept[0]?.SK.split('-').at(-1)) / 1000);
    expect(kept[0]).toMatchObject({
      sentAt: expect.any(String),
      expiresAt: dueAtSeconds + keptDays('mailbox') * 86_400,
    });
    expect(items.filter(({ expiresAt }) => expiresAt === undefined)).toEqual([]);
  });

  test('as everybody else is told all there is, and never more than four by themselves in an hour', async () => {
    const [first] = await app.messages();
    await app.clock.advance('PT2H');
    const mails = await mailsSince(first?.at ?? '');
    const told = [...mails.values()].flat();
    const alone = told.filter((mail) => !isDigest(mail)).length;
    const gathered = told.filter(isDigest).flatMap(linesOf).length;
    // Of each lead: it is theirs, it is nearly due, level 1, it stays with the manager, level 2.
    expect(alone + gathered).toBe(7 * 5);
    for (const each of mails.values()) expect(mostAloneInHour(each)).toBeLessThanOrEqual(4);
    expect(await app.deadLetters()).toEqual([]);
  });

  test('gets no digest twice, however often it is said to have begun', async () => {
    const digests = async () =>
      (await app.messages()).filter(isDigest).map(({ to, tags }) => `${to} ${tags['notice']}`);
    const before = await digests();
    for (const begun of await app.events('message.digest-begun.v1')) await app.publish(begun);
    await app.clock.advance('PT1M');
    expect(await digests()).toEqual(before);
    expect(new Set(before).size).toBe(before.length);
  });

  test('gets it after an outage of whoever sends it', async () => {
    await app.clock.to('2026-11-24T15:00:00.000Z');
    const from = await post('outage', 6);
    await app.ask('POST', '/faults', JSON.stringify({ seed: 1, throttle: 1, only: ['ses'] }));
    await app.clock.advance('PT8M');
    await app.ask('DELETE', '/faults');
    expect((await mailsSince(from)).get(salesperson)?.filter(isDigest)).toEqual([]);
    await app.clock.advance('PT12M');
    const [digest, ...others] = (await mailsSince(from)).get(salesperson)?.filter(isDigest) ?? [];
    expect(others.length).toBeLessThanOrEqual(1);
    expect(digest && linesOf(digest).length).toBeGreaterThanOrEqual(2);
  });
});

describe('a warning', () => {
  test('comes before the time it warns of, however many mails its reader gets', async () => {
    await app.clock.to('2026-11-24T18:00:00.000Z');
    const from = await app.clock.now();
    const leads: AcceptedLeadView[] = [];
    for (let n = 0; n < 12; n += 1) {
      leads.push(await postLead(app, leadJson(`warned-${n}`)));
      await app.clock.advance('PT7S');
    }
    await app.clock.advance('PT20M');
    const told = { messages: await app.messages(), items: await app.items() };
    for (const { leadId, sla } of leads) {
      const [warnedAt = 'never', ...again] = mailTimesOf(leadId, told)('warned-80');
      expect(again).toEqual([]);
      expect(warnedAt < sla.firstResponse.dueAt).toBe(true);
    }
    const mails = (await mailsSince(from)).get(salesperson) ?? [];
    // They come together all the same: four by themselves, a digest of assignments, and one or two of warnings.
    expect(mailsWith(mails, 'A lead of yours is due').length).toBeLessThanOrEqual(2);
    expect(mostAloneInHour(mails)).toBeLessThanOrEqual(4);
  });
});

describe('an outage of SES that lasts twelve hours', () => {
  test('is followed by few mails to one person, which tell all that came, once', { timeout: 150_000 }, async () => {
    await app.clock.to('2026-11-25T14:00:00.000Z');
    await app.ask('POST', '/faults', JSON.stringify({ seed: 2, throttle: 1, only: ['ses'] }));
    const from = await app.clock.now();
    const leads: AcceptedLeadView[] = [];
    for (let n = 0; n < 12; n += 1) {
      leads.push(await postLead(app, leadJson(`down-${n}`)));
      await app.clock.advance('PT30M');
    }
    await app.clock.to('2026-11-26T02:00:00.000Z');
    await app.ask('DELETE', '/faults');
    expect([...(await mailsSince(from)).values()]).toEqual([]);
    await app.clock.advance('PT1H');
    for (const mails of (await mailsSince(from)).values()) expect(mails.length).toBeLessThanOrEqual(5);
    const told = { messages: await app.messages(), items: await app.items() };
    for (const { leadId } of leads)
      for (const notice of ['assigned', 'warned-80', 'escalated-1', 'escalated-2', 'escalated-3'])
        expect([notice, mailTimesOf(leadId, told)(notice).length]).toEqual([notice, 1]);
    expect(await app.deadLetters()).toEqual([]);
  });
});

describe('a dealer', () => {
  test.each([
    ['mail.assigned', 'assigned'],
    ['mail.warned', 'warned-80'],
  ])('turns off %s for its own people', async (dial, notice) => {
    await app.clock.to(dial === 'mail.assigned' ? '2026-11-27T15:00:00.000Z' : '2026-11-30T15:00:00.000Z');
    await setDealer(() => ({ dials: { [dial]: 0 } }));
    const from = await post(dial, 1);
    await app.clock.advance('PT3H');
    const told = [...(await mailsSince(from)).values()].flat().map(({ tags }) => tags['notice']);
    expect(told).not.toContain(notice);
    expect(told).toEqual(expect.arrayContaining(['escalated-1', 'escalated-2', 'escalated-3']));
  });

  test('turns off that mails come together', async () => {
    await app.clock.to('2026-12-01T15:00:00.000Z');
    await setDealer(() => ({ dials: { 'mail.digest': 0 } }));
    const from = await post('alone', 6);
    expect((await mailsSince(from)).get(salesperson)).toHaveLength(6);
    await app.clock.advance('PT10M');
    expect([...(await mailsSince(from)).values()].flat().filter(isDigest)).toEqual([]);
  });
});
