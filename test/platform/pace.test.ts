import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { hasTurn, paceOf, takeTurn } from '../../functions/platform/pace.ts';

const at = (milliseconds: number) => Temporal.Instant.fromEpochMilliseconds(milliseconds);

/** When mails go out that are asked for at these instants. */
function sentAt(pace: ReturnType<typeof paceOf>, asked: readonly number[]): number[] {
  const sent: number[] = [];
  let now = pace;
  for (const instant of asked) {
    if (!hasTurn(now, at(instant))) continue;
    now = takeTurn(now, at(instant));
    sent.push(instant);
  }
  return sent;
}

test.each<[string, number, number, readonly number[], readonly number[]]>([
  ['as many at one instant as its share', 14, 7, [0, 0, 0], [0, 0]],
  ['more once a second has passed', 4, 2, [0, 0, 0, 999, 1000, 1000, 1000], [0, 0, 1000, 1000]],
  ['whole mails of its share within a second', 3, 2, [0, 667, 999, 1000], [0, 1000]],
  ['one, where its share is less than one a second', 1, 2, [0, 0, 1000, 1999, 2000, 2001, 4000], [0, 2000, 4000]],
])('a run may send %s', (_what, perSecond, runs, asked, sent) => {
  expect(sentAt(paceOf(perSecond, runs), asked)).toEqual(sent);
});

test('property: runs that share a rate never send more than it within any second', () => {
  const rates = fc.record({ perSecond: fc.integer({ min: 1, max: 40 }), runs: fc.integer({ min: 2, max: 6 }) });
  const asked = fc.array(fc.tuple(fc.nat(5_000), fc.nat(5)), { maxLength: 200 });
  fc.assert(
    fc.property(rates, asked, ({ perSecond, runs }, asks) => {
      const ordered = asks.toSorted(([one], [other]) => one - other);
      const sent = Array.from({ length: runs }, (_, run) =>
        sentAt(
          paceOf(perSecond, runs),
          ordered.filter(([, by]) => by % runs === run).map(([instant]) => instant),
        ),
      ).flat();
      const most = Math.max(
        0,
        ...sent.map((start) => sent.filter((each) => each >= start && each < start + 1000).length),
      );
      expect(most).toBeLessThanOrEqual(Math.max(perSecond, runs));
    }),
  );
});
