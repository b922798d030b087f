import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import { addRecent, asksTooOften, standInFor } from '../../functions/leads/reception/request-limit.ts';
import { nameMarkOf } from '../../functions/owners/name-mark.ts';

const now = Temporal.Instant.from('2026-01-08T15:00:00.000Z');
/** So many requests, the newest so many hours ago. */
const requests = (count: number, hoursAgo: number) =>
  Array.from({ length: count }, (_, each) => toInstantText(now.subtract({ minutes: hoursAgo * 60 + (count - each) })));

describe('a person asks too often', () => {
  test.each([
    ['never before', [], false],
    ['49 times within a day', requests(49, 1), false],
    ['50 times within a day', requests(50, 1), true],
    ['50 times, the first of them over a day ago', requests(50, 23.5), false],
    [
      '50 times, the first of them 24 hours ago',
      [toInstantText(now.subtract({ hours: 24 })), ...requests(49, 1)],
      false,
    ],
    ['a millisecond less', [toInstantText(now.subtract({ milliseconds: 86_399_999 })), ...requests(49, 1)], true],
  ])('who asked %s: %j', (_times, before, tooOften) => {
    expect(asksTooOften(before, now)).toBe(tooOften);
  });
});

it('is told by the last fifty requests of a day, and no more are kept', () => {
  let recent: readonly string[] = [];
  for (let each = 0; each < 200; each += 1) recent = addRecent(recent, now.add({ minutes: each }));
  expect(recent).toHaveLength(50);
  expect(recent.at(-1)).toBe('2026-01-08T18:19:00.000Z');
  expect(addRecent(recent, now.add({ hours: 30 }))).toEqual(['2026-01-09T21:00:00.000Z']);
});

describe('in whose place somebody asks whom nothing identifies', () => {
  const named = (fullName: string) => standInFor(nameMarkOf({ fullName }));

  it('is the same for the same name, however it is written, and for who states none', () => {
    expect(named('ÁSH, ann jr.')).toBe(named('Bo Ash'));
    expect(standInFor(undefined)).toBe(standInFor(undefined));
  });

  it('is one of five, so that other names go on when one has asked too often', () => {
    const names = Array.from({ length: 500 }, (_, each) => named(`Ann Ash${each}`));
    const shares = [...Map.groupBy(names, (standIn) => standIn).values()].map(({ length }) => length);
    expect(shares).toHaveLength(5);
    for (const share of shares) expect(share).toBeGreaterThan(70);
  });
});
