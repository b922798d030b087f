import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDynamoDb } from '../../dynamodb/dynamodb.ts';
import { createEventSources } from '../../lambda/event-source.ts';
import { ask, createLives, loadInto, pass, recording, secondsOf } from './lives.ts';

describe('a stream', () => {
  interface Delivered {
    readonly at: number;
    readonly keys: readonly string[];
  }

  /** A table whose stream goes to a function; `mapping` as in the template. */
  function streams(mapping: object, fn: { handler: (delivered: Delivered) => Promise<Record<string, unknown>> }) {
    const letters: Record<string, unknown>[] = [];
    const lives = createLives(async (life) => {
      const dynamoDb = createDynamoDb(life);
      await loadInto(dynamoDb.kinds, 'AWS::DynamoDB::Table', {
        name: 'Things',
        properties: {
          ...{ TableName: 'things', BillingMode: 'PAY_PER_REQUEST' },
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        },
      });
      const sources = createEventSources({ ...life, streams: dynamoDb, compilePattern: () => () => true });
      await loadInto(sources.kinds, 'AWS::Lambda::EventSourceMapping', {
        name: 'Mapping',
        properties: {
          EventSourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/things/stream/2026-01-01T00:00:00.000',
          ...{ FunctionName: 'fn', StartingPosition: 'TRIM_HORIZON', ...mapping },
        },
      });
      life.dispatcher.register('lambda', async ({ input }) => {
        const { Records } = JSON.parse(String(input['Payload'])) as {
          Records: { dynamodb: { Keys: { pk: { S: string } } } }[];
        };
        return fn.handler({ at: secondsOf(life), keys: Records.map(({ dynamodb }) => dynamodb.Keys.pk.S) });
      });
      life.dispatcher.register('sqs', recording(letters));
      const put = (pk: string) =>
        ask(
          life,
          'dynamodb',
          'PutItem',
        )({ TableName: 'things', Item: { pk: { S: pk }, at: { N: String(life.scheduler.now()) } } });
      return { put };
    });
    return { lives, letters };
  }

  const fine = { StatusCode: 200, Payload: 'null' };
  const failed = { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{}' };

  test('a batch under way is delivered again, and what came behind it afterwards', async () => {
    const seen: (readonly string[])[] = [];
    const fn = {
      handler({ keys }: Delivered): Promise<Record<string, unknown>> {
        seen.push(keys);
        return new Promise(() => {});
      },
    };
    const { lives } = streams({ BatchSize: 2 }, fn);
    const first = await lives.next();
    for (const pk of ['a', 'b', 'c']) await first.put(pk);
    await first.journal.written();
    fn.handler = async ({ keys }) => {
      seen.push(keys);
      return fine;
    };
    await lives.next();
    expect(seen).toEqual([['a'], ['a'], ['b', 'c']]);
    await lives.next();
    expect(seen).toHaveLength(3);
  });

  test('a failing batch keeps its pace, its count of retries and its place', async () => {
    const tries: Delivered[] = [];
    const fn = {
      handler: async (delivered: Delivered) => {
        tries.push(delivered);
        return delivered.keys.includes('bad') ? failed : fine;
      },
    };
    const DestinationConfig = { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:letters' } };
    const { lives, letters } = streams({ MaximumRetryAttempts: 3, DestinationConfig }, fn);
    const first = await lives.next();
    await first.put('bad');
    await first.put('good');
    for (const pause of [0.5, 0.5, 2, 3]) await pass(await lives.next(), pause);
    const last = await lives.next();
    await pass(last, 10);
    expect(tries.map(({ at, keys }) => `${at} ${keys}`)).toEqual(['0 bad', '1 bad', '3 bad', '7 bad', '7 good']);
    expect(letters).toHaveLength(1);
  });

  test('a batching window closes when it would have', async () => {
    const tries: Delivered[] = [];
    const fn = {
      async handler(delivered: Delivered) {
        tries.push(delivered);
        return fine;
      },
    };
    const { lives } = streams({ MaximumBatchingWindowInSeconds: 60 }, fn);
    const first = await lives.next();
    await first.put('a');
    await pass(first, 20);
    const second = await lives.next();
    await second.put('b');
    await pass(second, 39);
    expect(tries).toEqual([]);
    await pass(await lives.next(), 1);
    expect(tries).toEqual([{ at: 60, keys: ['a', 'b'] }]);
  });

  test('property: with failures, bisecting and several lanes, restarts change no delivery', async () => {
    const action = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'bad', 'c') },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 5 }) },
    );
    const story = async (actions: readonly (readonly [string | number, boolean])[]) => {
      const tries: Delivered[] = [];
      const fn = {
        handler: async (delivered: Delivered) => {
          tries.push(delivered);
          return delivered.keys.includes('bad') ? failed : fine;
        },
      };
      const { lives } = streams(
        {
          MaximumRetryAttempts: 2,
          BisectBatchOnFunctionError: true,
          ParallelizationFactor: 2,
          MaximumBatchingWindowInSeconds: 2,
        },
        fn,
      );
      let machine = await lives.next();
      for (const [what, restarts] of actions) {
        if (restarts) machine = await lives.next();
        if (typeof what === 'string') await machine.put(what);
        else await pass(machine, what);
        await machine.scheduler.idle();
      }
      await pass(machine, 200);
      lives.end();
      return tries;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(action, fc.boolean()), { maxLength: 15 }), async (actions) => {
        expect(await story(actions)).toEqual(await story(actions.map(([what]) => [what, false])));
      }),
      { numRuns: 25 },
    );
  });
});
