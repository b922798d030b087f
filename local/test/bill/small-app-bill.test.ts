import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import type { Bill, BillLine } from '../../bill/bill.ts';
import { startRuntime } from '../../runtime.ts';
import { smallApp } from '../small-app.ts';

const watched = { MetricName: 'm', Namespace: 'n', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1 };
const Properties = { ...watched, ComparisonOperator: 'GreaterThanOrEqualToThreshold' };
const folder = smallApp({
  One: { Type: 'AWS::CloudWatch::Alarm', Properties },
  Other: { Type: 'AWS::CloudWatch::Alarm', Properties },
  Board: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: '{}' } },
});
const runtime = await startRuntime({ assembly: folder, port: 0, clock: { start: '2026-03-02T14:00:00.000Z' } });
const api = (await runtime.ready).overview.api;
afterAll(async () => {
  await runtime.close();
  rmSync(folder, { recursive: true });
});

async function bill(query = ''): Promise<Bill> {
  return (await (await fetch(`${runtime.url}/_local/bill${query}`)).json()) as Bill;
}
const unitsIn = (lines: readonly BillLine[]) =>
  Object.fromEntries(lines.map(({ service, item, units }) => [`${service}: ${item}`, units]));

test('nothing happened: nothing by use, and the month costs what stands there', async () => {
  const { bill: used, total, monthly, monthlyTotal } = await bill();
  expect(used).toEqual([]);
  expect(total).toBe(0);
  expect(unitsIn(monthly)).toEqual({ 'CloudWatch: alarms, per metric': 2, 'CloudWatch: dashboards': 1 });
  expect(monthlyTotal).toBeCloseTo(2 * 0.1 + 3, 10);
});

/**
 * By hand, one thing taken and reminded of: one request runs `post`, which puts one small item (1 write unit); the item's
 * stream record runs `relay` (1 batch), which puts one event; its rule runs `start`, which starts the machine; the machine
 * waits and runs `remind` (2 states), which sends one mail to one recipient.
 */
test('one thing taken, reminded of after a minute', async () => {
  const taken = await fetch(`${api}/v1`, { method: 'POST', body: JSON.stringify({ id: 'one' }) });
  expect(taken.status).toBe(202);
  await runtime.scheduler.moveTo((now) => now + 60_000);

  const {
    bill: lines,
    total,
    perEvent,
    perExecution,
    perRequest,
    byCaller,
    calls,
  } = await bill('?lambdaMilliseconds=99.2');
  const { 'CloudWatch: logs taken in': logs, ...counted } = unitsIn(lines);
  expect(counted).toEqual({
    'API Gateway: REST requests': 1,
    'Lambda: requests': 4,
    // Four invocations of 100 ms (99.2 rounded up) with 128 MB.
    'Lambda: duration, arm64': 4 * 0.1 * 0.125,
    'Step Functions: Standard state transitions': 2,
    'EventBridge: custom events, 64 KB each': 1,
    'DynamoDB: write request units': 1,
    'DynamoDB: stream batches read by Lambda (free of charge)': 1,
    'SES: messages, per recipient': 1,
    // No trace: nothing in the template asks for one.
  });
  // Four times three lines of Lambda's own, and one of `post`.
  expect((logs ?? 0) * 1024 ** 3).toBeGreaterThan(4 * 750);
  expect((logs ?? 0) * 1024 ** 3).toBeLessThan(4 * 750 + 500);
  for (const { units, unitPrice, usd } of lines) expect(usd).toBeCloseTo(units * unitPrice, 11);
  const byHand = 3.5e-6 + 4 * 0.2e-6 + 0.05 * 0.0000133334 + 2 * 25e-6 + 1e-6 + 0.625e-6 + 0.1e-3 + (logs ?? 0) * 0.5;
  expect(total).toBeCloseTo(byHand, 11);

  expect(byCaller).toEqual(
    expect.arrayContaining([
      { caller: 'request POST /v1', service: 'API Gateway', item: 'REST requests', units: 1 },
      { caller: 'event thing.taken.v1', service: 'EventBridge', item: 'custom events, 64 KB each', units: 1 },
      { caller: 'execution reminder', service: 'Step Functions', item: 'Standard state transitions', units: 2 },
      { caller: 'post', service: 'DynamoDB', item: 'write request units', units: 1 },
    ]),
  );
  expect(calls.map(({ caller, call, count }) => `${caller} ${call} ${count}`).toSorted()).toEqual([
    'post dynamodb:PutItem 1',
    'relay events:PutEvents 1',
    'remind ses:SendEmail 1',
    'start states:StartExecution 1',
  ]);
  for (const { service, item, units } of lines) {
    const ofCallers = byCaller.filter((each) => each.service === service && each.item === item);
    expect(ofCallers.reduce((sum, each) => sum + each.units, 0)).toBeCloseTo(units, 11);
  }

  expect(perRequest).toMatchObject({ 'POST /v1': { count: 1, usdOfAll: total } });
  expect(perEvent).toMatchObject({ 'thing.taken.v1': { count: 1, usdOfAll: total } });
  const remind = 0.2e-6 + 0.1 * 0.125 * 0.0000133334 + (750 / 1024 ** 3) * 0.5;
  expect(perExecution['reminder']?.usd).toBeCloseTo(2 * 25e-6 + remind + 0.1e-3, 11);
});

test('without an assumption the time is what it took', async () => {
  const measured = unitsIn((await bill()).bill)['Lambda: duration, arm64'] ?? 0;
  expect(measured).toBeGreaterThan(0);
  expect((await bill()).assumed).toEqual({ lambdaMilliseconds: 'measured', freeTier: false });
});
