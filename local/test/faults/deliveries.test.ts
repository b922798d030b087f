import { expect, test } from 'vitest';
import type { DeliveryFaults } from '../../faults/delivery-faults.ts';
import { EventBridgeRig, entry, lambdaArn, minute, start } from '../event-bridge/event-bridge-rig.ts';
import { mapped, putAll } from '../lambda/event-source.fixture.ts';

/** The arrivals of one delivery after the other; those after the last come once and at once. */
function arriving(...planned: readonly (readonly number[])[]): DeliveryFaults & { readonly asked: unknown[] } {
  const left = [...planned];
  const asked: unknown[] = [];
  return {
    asked,
    arrivals(delivery) {
      asked.push(delivery);
      return left.shift() ?? [0];
    },
    ticks: () => 1,
  };
}

const pattern = { EventPattern: { source: ['dealer.leads'] }, Targets: [{ Id: 'T', Arn: lambdaArn }] };

async function bridged(faults: DeliveryFaults) {
  const rig = new EventBridgeRig({ faults });
  await rig.load({ type: 'AWS::Events::EventBus', logicalId: 'Bus', properties: { Name: 'bus' } });
  await rig.rule('Rule', { EventBusName: 'bus', ...pattern });
  const seconds = () =>
    rig.calls.map(({ at, call }) => [(at - start) / 1000, JSON.parse(String(call.input['Payload'])).detail.n]);
  return { rig, seconds, put: (n: number) => rig.put(entry({ n }, { EventBusName: 'bus' })) };
}

test('a rule brings an event twice, late, and after a later one', async () => {
  const faults = arriving([0, 0], [30_000], [500], [0]);
  const { rig, put, seconds } = await bridged(faults);
  for (const n of [1, 2, 3, 4]) await put(n);
  expect(seconds()).toEqual([
    [0, 1],
    [0, 1],
    [0, 4],
  ]);
  await rig.scheduler.moveTo(start + minute);
  expect(seconds().slice(3)).toEqual([
    [0.5, 3],
    [30, 2],
  ]);
  expect(faults.asked[0]).toEqual({ service: 'events', from: 'Rule', to: 'handler' });
});

test('a schedule fires twice, each time with an id of its own', async () => {
  const rig = new EventBridgeRig({ faults: { ...arriving(), ticks: (rule) => (rule === 'Sweep' ? 2 : 1) } });
  const Targets = [{ Id: 'T', Arn: lambdaArn }];
  await rig.rule('Sweep', { ScheduleExpression: 'rate(1 minute)', Targets });
  await rig.scheduler.moveTo(start + minute);
  const events = rig.inputs('InvokeFunction').map(({ Payload }) => JSON.parse(String(Payload)));
  expect(events).toHaveLength(2);
  expect(new Set(events.map(({ id }) => id)).size).toBe(2);
  expect(new Set(events.map(({ time }) => time)).size).toBe(1);
});

test('a stream brings a batch twice, and what follows it afterwards', async () => {
  const { call, scheduler, keysGiven } = mapped({ BatchSize: 2 }, undefined, arriving([0, 0]));
  await call('TransactWriteItems', putAll('1', '2', '3'));
  await scheduler.idle();
  expect(keysGiven()).toEqual(['p1 p2', 'p1 p2', 'p3']);
});

test('a stream that is late keeps its order', async () => {
  const { call, scheduler, keysGiven, batches } = mapped({ BatchSize: 2 }, undefined, arriving([40_000]));
  await call('TransactWriteItems', putAll('1', '2', '3'));
  await scheduler.idle();
  expect(keysGiven()).toEqual([]);
  await scheduler.moveTo(scheduler.now() + 40_000);
  expect(keysGiven()).toEqual(['p1 p2', 'p3']);
  expect(batches.map(({ afterMs }) => afterMs)).toEqual([40_000, 40_000]);
});
