import { expect, test } from 'vitest';
import { createRealScheduler, type HostTime } from '../real-scheduler.ts';

const start = Date.parse('2026-03-02T14:00:00.000Z');
const year = 365 * 24 * 3_600_000;

/** A machine whose time is turned by hand. */
function handTurned() {
  let elapsed = 0;
  let alarm: { at: number; ring: () => void } | undefined;
  const time: HostTime = {
    elapsed: () => elapsed,
    alarm: (milliseconds, ring) => {
      alarm = milliseconds === undefined ? undefined : { at: elapsed + milliseconds, ring };
    },
  };
  const pass = (milliseconds: number) => {
    const end = elapsed + milliseconds;
    while (alarm && alarm.at <= end) {
      const { at, ring } = alarm;
      elapsed = at;
      alarm = undefined;
      ring();
    }
    elapsed = end;
  };
  return { time, pass, waiting: () => alarm !== undefined };
}

test('time runs by itself, and what is due fires without a move', async () => {
  const { time, pass } = handTurned();
  const scheduler = createRealScheduler({ start }, time);
  const seen: number[] = [];
  scheduler.at(start + 2000, 'later', () => {
    seen.push(scheduler.now() - start);
  });
  scheduler.at(start + 1000, 'sooner', () => {
    seen.push(scheduler.now() - start);
  });
  pass(1500);
  expect(seen).toEqual([1000]);
  pass(500);
  expect(seen).toEqual([1000, 2000]);
});

test('a ten-year wait is exact although no alarm of the machine lasts so long', () => {
  const { time, pass } = handTurned();
  const scheduler = createRealScheduler({ start }, time);
  let firedAt = 0;
  scheduler.at(start + 10 * year, 'ten years', () => {
    firedAt = scheduler.now();
  });
  pass(10 * year - 1);
  expect(firedAt).toBe(0);
  pass(1);
  expect(firedAt).toBe(start + 10 * year);
});

test('a move jumps ahead, firing what lies between at its own instant, and time runs on from there', async () => {
  const { time, pass } = handTurned();
  const scheduler = createRealScheduler({ start }, time);
  const seen: number[] = [];
  for (const after of [3000, 6000]) {
    scheduler.at(start + after, String(after), () => {
      seen.push(scheduler.now() - start);
    });
  }
  pass(1000);
  const moved = await scheduler.moveTo(start + 5000);
  expect(moved).toEqual({ now: start + 5000, fired: 1, skipped: 0 });
  pass(999);
  expect(seen).toEqual([3000]);
  pass(1);
  expect(seen).toEqual([3000, 6000]);
});

test('a cancelled timer leaves no alarm behind', () => {
  const { time, waiting } = handTurned();
  const scheduler = createRealScheduler({ start }, time);
  const timer = scheduler.at(start + 1000, 'cancelled', () => {});
  expect(waiting()).toBe(true);
  timer.cancel();
  expect(waiting()).toBe(false);
});
