import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import { digestPolicies } from '../../functions/messages/digest.policy.ts';
import { digestOf, type GatheredMail } from '../../functions/messages/gathered-mail.ts';
import {
  addNote,
  closeDigest,
  type Delivery,
  deliver,
  emptyMailbox,
  lockDigest,
  type Mailbox,
  unlockDigest,
} from '../../functions/messages/mailbox.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';

const policy = digestPolicies.newest;
const empty = emptyMailbox(codeOf('sam@harbor.example'), 'sam@harbor.example');
const nine = Temporal.Instant.from('2026-11-23T14:00:00Z');
const text = (minutes: number) => toInstantText(at(minutes));
const at = (minutes: number) => nine.add({ seconds: Math.round(minutes * 60) });

/** A mailbox after one more mail at a minute, where its digest is not just being sent. */
function delivered(mailbox: Mailbox, mail: { messageId: string; minute: number; dueAt?: string }): Delivery {
  const delivery = deliver(mailbox, { ...mail, policy, now: at(mail.minute) });
  if ('busyUntil' in delivery) throw new Error('The digest is being sent.');
  return delivery;
}

/** Mails that come at these minutes, each delivered on what the ones before left; digests close when they are due. */
function run(minutes: readonly number[], given: { readonly ids?: readonly string[] } = {}) {
  let mailbox: Mailbox = empty;
  const told: { minute: number; messageId: string; digestId?: string }[] = [];
  const begun: string[] = [];
  minutes.forEach((minute, index) => {
    const { gathering } = mailbox;
    if (gathering && gathering.dueAt <= at(minute).toString({ smallestUnit: 'millisecond' }))
      mailbox = closeDigest(mailbox, gathering.digestId, at(minute)) ?? mailbox;
    const messageId = given.ids?.[index] ?? `mail-${index}`;
    const { state, facts, digestId } = delivered(mailbox, { messageId, minute });
    expect(state.version).toBe(mailbox.version + 1);
    mailbox = state;
    told.push({ minute, messageId, ...(digestId !== undefined && { digestId }) });
    begun.push(...facts.map(({ data }) => (data as { digestId: string }).digestId));
  });
  return { told, begun, mailbox, alone: told.filter(({ digestId }) => digestId === undefined).length };
}

describe('a person’s mails', () => {
  it.each<[string, readonly number[], number, number]>([
    ['go by themselves up to the fourth in an hour', [0, 1, 2, 3], 4, 0],
    ['are gathered from the fifth on', [0, 1, 2, 3, 4, 5, 6], 4, 1],
    ['go by themselves again when the hour is over', [0, 1, 2, 3, 60, 61], 6, 0],
    ['are gathered where only three of an hour are over', [0, 50, 51, 52, 53], 4, 1],
    ['come in a second digest when the first is closed', [0, 1, 2, 3, 4, 10, 11], 4, 2],
    ['at one instant are gathered all the same', [0, 0, 0, 0, 0, 0], 4, 1],
  ])('%s', (_what, minutes, alone, digests) => {
    const { begun, ...after } = run(minutes);
    expect([after.alone, begun.length]).toEqual([alone, digests]);
    expect(new Set(begun).size).toBe(begun.length);
  });

  it('count once however often one is tried again', () => {
    expect(run([0, 1, 2, 3, 4, 5], { ids: ['a', 'a', 'a', 'a', 'a', 'a'] }).alone).toBe(6);
  });

  it('take in nothing for a digest that is closed, which happens once', () => {
    const { mailbox } = run([0, 1, 2, 3, 4]);
    const digestId = mailbox.gathering?.digestId ?? '';
    const closed = closeDigest(mailbox, digestId, at(9));
    expect(closed).toMatchObject({ version: mailbox.version + 1 });
    expect(closed).not.toHaveProperty('gathering');
    expect(closed && closeDigest(closed, digestId, at(9))).toBeUndefined();
    expect(closeDigest(mailbox, 'digest-0', at(9))).toBeUndefined();
  });

  it('go into a digest for as long as that was not taken, and wait only while it is handed over', () => {
    const { mailbox } = run([0, 1, 2, 3, 4]);
    const digestId = mailbox.gathering?.digestId ?? '';
    const overdue = delivered(mailbox, { messageId: 'late', minute: 500 });
    expect(overdue).toMatchObject({ digestId, facts: [] });
    const locked = lockDigest(overdue.state, digestId, { sendingUntil: text(501), now: at(500) }) ?? empty;
    expect(locked).toMatchObject({ version: overdue.state.version + 1, gathering: { sendingUntil: text(501) } });
    const next = { messageId: 'next', policy };
    expect(deliver(locked, { ...next, now: at(500.5) })).toEqual({ busyUntil: text(501) });
    // Nobody heard of that try, so it will be tried again.
    expect(deliver(locked, { ...next, now: at(501) })).toMatchObject({ digestId, facts: [] });
    const unlocked = unlockDigest(locked, digestId) ?? empty;
    expect(unlocked.gathering).toEqual(mailbox.gathering);
    expect(deliver(unlocked, { ...next, now: at(500.5) })).toMatchObject({ digestId, facts: [] });
    for (const change of [
      lockDigest(mailbox, 'digest-0', { sendingUntil: text(1), now: at(0) }),
      unlockDigest(mailbox, 'digest-0'),
    ])
      expect(change).toBeUndefined();
  });

  it('take along what was told in passing since the day before, whether or not they are taken at once', () => {
    const { mailbox } = run([0, 1, 2, 3, 4]);
    const digestId = mailbox.gathering?.digestId ?? '';
    const note = (minute: number) => ({ at: text(minute), line: `note of ${minute}` });
    const noted = [-1440, -10, 5].reduce((before, minute) => addNote(before, note(minute)), mailbox);
    expect([noted.version, noted.gathering]).toEqual([mailbox.version + 3, mailbox.gathering]);
    const going = { sendingUntil: text(10), now: at(9) };
    const locked = lockDigest(noted, digestId, going) ?? empty;
    expect(locked.gathering?.notes).toEqual([note(-10), note(5)]);
    expect(locked).not.toHaveProperty('notes');
    const meanwhile = addNote(locked, note(9));
    // It was not taken, so the next try takes along what came since.
    const again = lockDigest(unlockDigest(meanwhile, digestId) ?? empty, digestId, going) ?? empty;
    expect(again.gathering?.notes).toEqual([note(-10), note(5), note(9)]);
    // Once it went out, what came while it went is there for the next one.
    const closed = closeDigest(meanwhile, digestId, at(9)) ?? empty;
    expect([closed.gathering, closed.notes]).toEqual([undefined, [note(9)]]);
  });

  it('take along no more of that than the newest', () => {
    const many = Array.from({ length: 30 }, (_, minute) => ({ at: text(minute), line: `${minute}` }));
    const { notes = [] } = many.reduce(addNote, empty);
    expect(notes).toEqual(many.slice(-20));
  });

  it('go into another digest when one was not taken for a day', () => {
    const { mailbox } = run([0, 1, 2, 3, 4]);
    const day = 9 + 24 * 60;
    expect(delivered(mailbox, { messageId: 'x', minute: day - 0.01 }).digestId).toBe(mailbox.gathering?.digestId);
    const { state, digestId, facts } = delivered(mailbox, { messageId: 'x', minute: day });
    expect(digestId).toBeUndefined();
    expect(facts).toEqual([]);
    expect(state.recent).toHaveLength(1);
  });

  it('are not counted as sent by themselves once a digest takes what could not be', () => {
    const { mailbox } = run([0, 1, 2, 3, 4]);
    const { state, digestId } = delivered(mailbox, { messageId: 'mail-3', minute: 5 });
    expect(digestId).toBe(mailbox.gathering?.digestId);
    expect(state.recent.map(({ messageId }) => messageId)).toEqual(['mail-0', 'mail-1', 'mail-2']);
  });

  it('are all told, never more than four by themselves in any hour, and the mailbox stays small', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 60 }), (given) => {
        const minutes = given.toSorted((one, other) => one - other);
        const { told, begun, mailbox } = run(minutes);
        expect(told.every(({ digestId }) => digestId === undefined || begun.includes(digestId))).toBe(true);
        const alone = told.filter(({ digestId }) => digestId === undefined).map(({ minute }) => minute);
        for (const minute of alone)
          expect(alone.filter((other) => other > minute - policy.withinMinutes && other <= minute).length).toBeLessThan(
            policy.fromMail,
          );
        expect(mailbox.recent.length).toBeLessThan(policy.fromMail);
      }),
    );
  });
});

describe('a mail that is due at a time', () => {
  const four = run([0, 1, 2, 3]).mailbox;
  const five = run([0, 1, 2, 3, 4]).mailbox;
  const goesAt = (mailbox: Mailbox, minute: number, dueAt: string) => {
    const { state, digestId } = delivered(mailbox, { messageId: 'due', minute, dueAt });
    return digestId === undefined ? 'at once' : state.gathering?.dueAt;
  };

  it.each<[string, Mailbox, number, number, number | 'at once']>([
    ['goes at once where few were sent', run([0, 1]).mailbox, 4, 7, 'at once'],
    ['waits for others like every mail, where there is time', four, 4, 14, 9],
    ['has its digest go at half of its time', four, 4, 7, 5.5],
    ['has a digest that gathers go earlier', five, 6, 8, 7],
    ['joins a digest that goes in time', five, 6, 12, 9],
    ['goes at once where less than a minute is left', five, 6, 6.99, 'at once'],
    ['goes at once where nobody knows when the digest will be taken', five, 9, 14, 'at once'],
    [
      'goes at once while the digest is handed over',
      lockDigest(five, 'digest-1795439340000', { sendingUntil: text(8), now: at(7) }) ?? empty,
      7.5,
      14,
      'at once',
    ],
    ['waits like every mail once it is over', five, 6, 6, 9],
  ])('%s', (_what, mailbox, minute, dueMinute, goes) => {
    expect(goesAt(mailbox, minute, text(dueMinute))).toBe(goes === 'at once' ? goes : text(goes));
  });

  it('tells a digest’s earlier time by a fact of the same digest, and no fact where that stays', () => {
    const { state, facts, digestId } = delivered(five, { messageId: 'due', minute: 6, dueAt: text(8) });
    expect(digestId).toBe(five.gathering?.digestId);
    expect(facts).toMatchObject([{ type: 'message.digest-begun.v1', data: { digestId, dueAt: text(7) } }]);
    expect(delivered(state, { messageId: 'other', minute: 6.5, dueAt: text(9) }).facts).toEqual([]);
  });

  it('is told in time whenever it comes, and the mailbox stays small', () => {
    const mail = fc.record({ minute: fc.integer({ min: 0, max: 200 }), left: fc.integer({ min: 0, max: 60 }) });
    fc.assert(
      fc.property(fc.array(mail, { maxLength: 40 }), (mails) => {
        let mailbox: Mailbox = empty;
        let dueTimes: string[] = [];
        for (const [index, { minute, left }] of mails.toSorted((a, b) => a.minute - b.minute).entries()) {
          const { gathering } = mailbox;
          if (gathering && gathering.dueAt <= text(minute)) {
            expect(dueTimes.filter((dueAt) => dueAt <= gathering.dueAt)).toEqual([]);
            dueTimes = [];
            mailbox = closeDigest(mailbox, gathering.digestId, at(minute)) ?? mailbox;
          }
          const dueAt = text(minute + left);
          const { state, digestId } = delivered(mailbox, { messageId: `${index}`, minute, dueAt });
          if (digestId !== undefined && left > 0) dueTimes.push(dueAt);
          mailbox = state;
          expect(mailbox.recent.length).toBeLessThan(policy.fromMail);
        }
      }),
    );
  });
});

describe('a digest', () => {
  const mails = (count: number): GatheredMail[] =>
    Array.from({ length: count }, (_, index) => ({
      at: '2026-11-23T14:00:00.000Z',
      line: `A new lead <${index}>`,
      ...(index % 2 === 0 && { link: `https://leads.example/leads/${index}` }),
    }));

  it('names what it gathered, each with its link where there is one', () => {
    const { subject, text, html } = digestOf(mails(2), 50);
    expect(subject).toBe('2 notices about leads, in one mail');
    expect(text).toContain('A new lead <0>\nhttps://leads.example/leads/0\n\nA new lead <1>\n');
    expect(html).toContain('A new lead &lt;1&gt;');
    expect(digestOf(mails(1), 50).subject).toBe('A notice about a lead');
  });

  it('names all that came in half a day', () => {
    expect(digestOf(mails(300), policy.mostLines).text).not.toContain('more.');
  });

  it('says how many more there are where it names not all', () => {
    const { subject, text } = digestOf(mails(1_000), 50);
    expect(subject).toContain('1000 notices');
    expect(text).toContain('And 950 more.');
    expect(text.length).toBeLessThan(5_000);
  });
});
