import { describe, expect, test } from 'vitest';
import { type AwsCall, AwsError, type ServiceHandler } from '../../dispatcher.ts';
import { createEventBridge } from '../../event-bridge/event-bridge.ts';
import { ask, createLives, loadInto, pass, recording, secondsOf, start } from './lives.ts';

const never: ServiceHandler = () => new Promise(() => {});

describe('EventBridge', () => {
  function buses(target: { handler: ServiceHandler }, rules: Record<string, object>) {
    const letters: Record<string, unknown>[] = [];
    const complaints: string[] = [];
    const lives = createLives(async (life) => {
      const bridge = createEventBridge({ ...life, complain: (message) => void complaints.push(message) });
      life.dispatcher.register('lambda', (call) => target.handler(call));
      life.dispatcher.register('sqs', recording(letters));
      for (const [name, properties] of Object.entries(rules))
        await loadInto(bridge.kinds, 'AWS::Events::Rule', { name, properties: { Name: name, ...properties } });
      const archive = {
        ArchiveName: 'kept',
        RetentionDays: 2,
        SourceArn: 'arn:aws:events:us-east-1:000000000000:event-bus/default',
      };
      await loadInto(bridge.kinds, 'AWS::Events::Archive', { name: 'Archive', properties: archive });
      const put = (detail: object) =>
        ask(
          life,
          'events',
          'PutEvents',
        )({ Entries: [{ Source: 's', DetailType: 't', Detail: JSON.stringify(detail) }] });
      return { bridge, put };
    });
    return { lives, letters, complaints };
  }
  const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:fn';
  const pattern = { EventPattern: { source: ['s'] } };

  test('a delivery is tried again at the instants it would have been, then laid aside', async () => {
    const run = async (restarts: boolean) => {
      const tries: number[] = [];
      let now = () => 0;
      const target = {
        handler: async () => {
          tries.push(now());
          throw new AwsError('ServiceException', 'not now', { status: 500 });
        },
      };
      const Targets = [
        {
          Id: 'a',
          Arn: functionArn,
          RetryPolicy: { MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 3600 },
          DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:000000000000:letters' },
        },
        { Id: 'b', Arn: functionArn, RetryPolicy: { MaximumRetryAttempts: 100, MaximumEventAgeInSeconds: 100 } },
      ];
      const { lives, letters, complaints } = buses(target, { rule: { ...pattern, Targets } });
      let machine = await lives.next();
      now = () => secondsOf(machine);
      await machine.put({ n: 1 });
      for (let step = 0; step < 12; step += 1) {
        if (restarts) machine = await lives.next();
        await pass(machine, 10);
      }
      return { tries, letters: letters.length, complaints };
    };
    const unbroken = await run(false);
    expect(await run(true)).toEqual(unbroken);
    expect(unbroken).toMatchObject({ letters: 1, complaints: [expect.stringContaining('could not bring')] });
    expect(unbroken.tries.length).toBeGreaterThan(10);
  });

  test('one under way is made again; one for a target that is gone is dropped aloud', async () => {
    const target = { handler: never };
    const Targets = [
      { Id: 'a', Arn: functionArn },
      { Id: 'b', Arn: functionArn },
    ];
    const rules = { rule: { ...pattern, Targets } };
    const { lives, complaints } = buses(target, rules);
    await (await lives.next()).put({ n: 1 });
    let called = 0;
    target.handler = async () => {
      called += 1;
      return { StatusCode: 202 };
    };
    rules.rule = { ...pattern, Targets: Targets.slice(0, 1) };
    await lives.next();
    expect([called, complaints]).toEqual([1, ['The rule rule has no target b any more: an event for it was dropped.']]);
    await lives.next();
    expect(called).toBe(1);
  });

  test('events and archive are as they were, and no id is given twice', async () => {
    const { lives } = buses({ handler: never }, {});
    const first = await lives.next();
    await first.put({ n: 1 });
    const second = await lives.next();
    await second.put({ n: 2 });
    const third = await lives.next();
    expect(third.bridge.events().map(({ detail }) => detail)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(new Set(third.bridge.events().map(({ id }) => id)).size).toBe(2);
    const described = () => ask(third, 'events', 'DescribeArchive')({ ArchiveName: 'kept' });
    expect(await described()).toMatchObject({ EventCount: 2, CreationTime: Date.parse(start) / 1000 });
    await pass(third, 3 * 86_400);
    expect(await described()).toMatchObject({ EventCount: 0 });
  });

  test.each(['rate(7 minutes)', 'cron(0/5 * * * ? *)'])('no tick of %s is lost or fires twice', async (expression) => {
    const story = async (restarts: boolean) => {
      const ticks: string[] = [];
      const target = {
        async handler({ input }: AwsCall) {
          ticks.push((JSON.parse(String(input['Payload'])) as { time: string }).time);
          return {};
        },
      };
      const rules = { tick: { ScheduleExpression: expression, Targets: [{ Id: 'a', Arn: functionArn }] } };
      const { lives } = buses(target, rules);
      let machine = await lives.next();
      for (const minutes of [3, 4, 0, 7, 1, 30]) {
        if (restarts) machine = await lives.next();
        await pass(machine, minutes * 60);
      }
      return ticks;
    };
    const unbroken = await story(false);
    expect(unbroken.length).toBeGreaterThan(4);
    expect(await story(true)).toEqual(unbroken);
  });

  test('a schedule with a due index fires and counts as skipped what it would have', async () => {
    const story = async (restarts: boolean) => {
      const ticks: number[] = [];
      let skipped = 0;
      const due = [150, 400, 401].map((second) => Date.parse(start) + second * 1000);
      const lives = createLives(async (life) => {
        const changed: (() => void)[] = [];
        life.dispatcher.register('lambda', async () => {
          ticks.push(secondsOf(life));
          while ((due[0] ?? Number.POSITIVE_INFINITY) <= life.scheduler.now()) due.shift();
          for (const tell of changed) tell();
          return { StatusCode: 202 };
        });
        const onTableChange = (_: string, callback: () => void) => void changed.push(callback);
        const bridge = createEventBridge({ ...life, smallestDue: () => due[0], onTableChange });
        await loadInto(bridge.kinds, 'AWS::Events::Rule', {
          name: 'sweep',
          properties: { ScheduleExpression: 'rate(1 minute)', Targets: [{ Id: 'a', Arn: functionArn }] },
          metadata: { 'local:dueIndex': { table: 't', index: 'i', dueAttribute: 'd' } },
        });
        return { bridge };
      });
      let machine = await lives.next();
      for (const seconds of [30, 100, 20, 30, 0, 300, 500]) {
        if (restarts) machine = await lives.next();
        const moved = await machine.scheduler.moveTo(machine.scheduler.now() + seconds * 1000);
        skipped += moved.skipped + machine.bridge.passedOver();
      }
      return { ticks, skipped };
    };
    const unbroken = await story(false);
    expect(unbroken).toEqual({ ticks: [180, 420], skipped: 14 });
    expect(await story(true)).toEqual(unbroken);
  });
});
