import { expect, test } from 'vitest';
import { clockReader, createSharedClock } from '../../lambda/runtime/clock.ts';

/** Reads until the machine's own time has surely passed on, and once more after that. */
function readFor(milliseconds: number, read: () => number): number {
  const until = performance.now() + milliseconds;
  while (performance.now() < until) read();
  return read();
}

test('a still clock stays where it is put', () => {
  const clock = createSharedClock(false);
  const read = clockReader(clock.memory);
  for (const now of [1_000, 99_999_999_999_999, 5]) {
    clock.set(now);
    expect(readFor(5, read)).toBe(now);
  }
});

test('a running clock runs on from where it is put', () => {
  const clock = createSharedClock(true);
  const read = clockReader(clock.memory);
  clock.set(1_000);
  const later = readFor(5, read);
  expect(later).toBeGreaterThan(1_000);
  clock.set(5_000_000);
  expect(readFor(5, read)).toBeGreaterThan(5_000_000);
});
