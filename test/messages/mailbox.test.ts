import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { digestPolicies } from '../../functions/messages/digest.policy.ts';
import { digestOf, type GatheredMail } from '../../functions/messages/gathered-mail.ts';
import { closeDigest, deliver, emptyMailbox, type Mailbox } from '../../functions/messages/mailbox.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';

const policy = digestPolicies.newest;
const empty = emptyMailbox(codeOf('sam@harbor.example'), 'sam@harbor.example');
const nine = Temporal.Instant.from('2026-11-23T14:00:00Z');
const at = (minutes: number) => nine.add({ seconds: Math.round(minutes * 60) });

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
    const { state, facts, digestId } = deliver(mailbox, { messageId, policy, now: at(minute) });
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
    expect(digestOf(mails(1), 50).subject).toBe('1 notice about leads, in one mail');
  });

  it('says how many more there are where it names not all', () => {
    const { subject, text } = digestOf(mails(1_000), 50);
    expect(subject).toContain('1000 notices');
    expect(text).toContain('And 950 more.');
    expect(text.length).toBeLessThan(5_000);
  });
});
