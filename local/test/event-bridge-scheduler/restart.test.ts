import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AwsError } from '../../dispatcher.ts';
import type { Journal } from '../../journal/journal.ts';
import { openJournal } from '../../journal/sqlite-journal.ts';
import { nightly, schedulerRig, start } from './scheduler-rig.ts';

const minute = 60_000;
let folder: string;
let journal: Journal;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'schedules-'));
  journal = openJournal(folder);
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true });
});

async function restart(): Promise<void> {
  await journal.written();
  journal.close();
  journal = openJournal(folder);
}

test('a rate keeps its rhythm over a restart, and what came due meanwhile fires', async () => {
  const rate = { ...nightly, ScheduleExpression: 'rate(5 minutes)' };
  const first = schedulerRig(undefined, journal);
  await first.load(rate);
  await first.scheduler.moveTo(start + 7 * minute);
  await restart();
  const second = schedulerRig(undefined, journal, start + 12 * minute);
  await second.load(rate);
  await second.scheduler.moveTo(start + 17 * minute);
  const ticks = [...first.calls, ...second.calls].map(({ call }) => JSON.parse(String(call.input['Payload'])).tick);
  expect(ticks).toEqual(
    [1, 6, 11, 16].map((after) => `${new Date(start + after * minute).toISOString().slice(0, 19)}Z`),
  );
});

test('an invocation that waits for its next try is tried after a restart', async () => {
  const first = schedulerRig(() => new AwsError('ServiceException', 'down', { status: 500 }), journal);
  await first.load(nightly);
  const tick = Date.parse('2026-03-07T07:30:00Z');
  await first.scheduler.moveTo(tick);
  expect(first.calls).toHaveLength(1);
  await restart();
  const second = schedulerRig(undefined, journal, tick);
  await second.load(nightly);
  await second.scheduler.moveTo(tick + minute);
  expect(second.calls.map(({ call }) => call.input['Payload'])).toEqual(['{"tick":"2026-03-07T07:30:00Z"}']);
});
