import { describe, expect, test } from 'vitest';
import { unmeasured } from '../../cloudwatch/measure.ts';
import { EventInvocations } from '../../lambda/event-invocations.ts';
import { readFunction } from '../../lambda/function-resource.ts';
import { createLives, pass, recording, secondsOf } from './lives.ts';

describe('events for a function', () => {
  const properties = {
    ...{ FunctionName: 'fn', Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { S3Bucket: 'b', S3Key: 'k' } },
    ...{ Role: 'arn:aws:iam::000000000000:role/fn' },
  };
  const type = 'AWS::Lambda::Function';
  const resource = {
    stack: 's',
    logicalId: 'Fn',
    type,
    path: 's/Fn',
    properties,
    metadata: {},
    ref: 'fn',
    attributes: { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:fn' },
  };

  function functions(fn: { run: (payload: string) => Promise<boolean> }) {
    const tries: number[] = [];
    const records: Record<string, unknown>[] = [];
    const lives = createLives((life) => {
      const config = {
        retryAttempts: 2,
        maximumAgeSeconds: 100,
        onFailureArn: 'arn:aws:sqs:us-east-1:000000000000:letters',
      };
      const events = new EventInvocations({
        ...life,
        functionOf: () => readFunction(resource, '/nowhere'),
        configOf: () => config,
        run: async (_, { payload }) => {
          tries.push(secondsOf(life));
          return { failed: await fn.run(payload), payload: '{}', milliseconds: 1 };
        },
        log: () => {},
        measure: unmeasured,
      });
      life.dispatcher.register('sqs', recording(records));
      events.serve('fn');
      return { events };
    });
    return { lives, tries, records };
  }

  test('one that failed is retried when it would have been, and given up for its age', async () => {
    const { lives, tries, records } = functions({ run: async () => true });
    const first = await lives.next();
    first.events.accept('fn', 'r', '{"n":1}');
    await first.scheduler.idle();
    for (const pause of [30, 29, 1, 20, 20]) await pass(await lives.next(), pause);
    expect([tries, records.length]).toEqual([[0, 60], 1]);
    expect(JSON.parse(String(records[0]?.['MessageBody']))).toMatchObject({
      timestamp: '2026-03-02T14:01:40.000Z',
      requestContext: { requestId: 'r', condition: 'EventAgeExceeded', approximateInvokeCount: 2 },
      requestPayload: { n: 1 },
    });
    await lives.next();
    expect(tries).toEqual([0, 60]);
  });

  test('one under way is run again, under its request id', async () => {
    const fn = { run: () => new Promise<boolean>(() => {}) };
    const { lives, tries, records } = functions(fn);
    const first = await lives.next();
    first.events.accept('fn', 'r', '{}');
    await new Promise((resolve) => setImmediate(resolve));
    fn.run = async () => false;
    await lives.next();
    expect([tries, records]).toEqual([[0, 0], []]);
    await lives.next();
    expect(tries).toHaveLength(2);
  });
});
