import { describe, expect, test } from 'vitest';
import { AwsError, createDispatcher, operator } from '../../dispatcher.ts';
import type { FaultPlan } from '../../faults/fault-plan.ts';
import { type Death, Faults } from '../../faults/faults.ts';

const caller = { name: 'Post4711', environment: 1 };
const put = { service: 'dynamodb', action: 'PutItem', input: {} } as const;

/** Faults in front of services that write down what reaches them. */
function rig(plan?: FaultPlan) {
  const deaths: Death[] = [];
  const reached: unknown[] = [];
  const faults = new Faults({
    now: () => 0,
    nameOf: (logicalId) => (logicalId === caller.name ? 'app-dev-post' : logicalId),
    isAlive: () => deaths.length === 0,
    kill: async (_environment, death) => void deaths.push(death),
  });
  faults.set(plan);
  const dispatcher = createDispatcher(undefined, [faults.intercept]);
  const answers: Readonly<Record<string, (input: Record<string, unknown>) => object>> = {
    events: ({ Entries }) => ({ FailedEntryCount: 0, Entries: (Entries as unknown[]).map((EventId) => ({ EventId })) }),
    sqs: ({ Entries }) => (Entries ? { Successful: Entries, Failed: [] } : { done: true }),
  };
  for (const service of ['dynamodb', 'events', 'lambda', 'sqs', 's3', 'ses', 'states'])
    dispatcher.register(service, async ({ input }) => {
      reached.push(input);
      return { ...(answers[service]?.(input) ?? { done: true }) };
    });
  return { faults, dispatcher, deaths, reached };
}

async function errorOf(call: Promise<unknown>): Promise<AwsError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AwsError)) throw new Error('The call did not fail as AWS does.');
  return error;
}

describe('calls', () => {
  test('without a plan, and from outside, nothing happens', async () => {
    const none = rig();
    expect(await none.dispatcher.call({ ...put, principal: caller })).toEqual({ done: true });
    const all = rig({ seed: 1, throttle: 1, crashBefore: 1 });
    expect(await all.dispatcher.call({ ...put, principal: operator })).toEqual({ done: true });
    expect([none.faults.trace, all.faults.trace]).toEqual([[], []]);
  });

  test.each([
    ['dynamodb', 'GetItem', 'ThrottlingException', 400],
    ['events', 'PutEvents', 'ThrottlingException', 400],
    ['states', 'StartExecution', 'ThrottlingException', 400],
    ['lambda', 'InvokeFunction', 'TooManyRequestsException', 429],
    ['sqs', 'SendMessage', 'RequestThrottled', 400],
    ['s3', 'PutObject', 'SlowDown', 503],
    ['ses', 'SendEmail', 'TooManyRequestsException', 429],
  ])('%s throttles %s in its own words', async (service, action, code, status) => {
    const { dispatcher, faults, reached } = rig({ seed: 1, throttle: 1 });
    const error = await errorOf(dispatcher.call({ service, action, input: {}, principal: caller }));
    expect([error.code, error.status]).toEqual([code, status]);
    expect(reached).toEqual([]);
    expect(faults.trace).toEqual([
      { at: '1970-01-01T00:00:00.000Z', fault: 'throttle', by: 'app-dev-post', what: `${service}:${action}` },
    ]);
  });

  test('a transaction meets another at one of its items, a single write at its own, a read at none', async () => {
    const { dispatcher, reached } = rig({ seed: 3, conflict: 1 });
    const TransactItems = [{ Put: {} }, { Put: {} }, { ConditionCheck: {} }];
    const input = { TransactItems };
    const transact = { service: 'dynamodb', action: 'TransactWriteItems', input, principal: caller };
    const cancelled = await errorOf(dispatcher.call(transact));
    expect(cancelled.code).toBe('TransactionCanceledException');
    const codes = (cancelled.details['CancellationReasons'] as { Code: string }[]).map(({ Code }) => Code);
    expect(codes.toSorted()).toEqual(['None', 'None', 'TransactionConflict']);
    expect((await errorOf(dispatcher.call({ ...put, principal: caller }))).code).toBe('TransactionConflictException');
    expect(reached).toEqual([]);
    await dispatcher.call({ service: 'dynamodb', action: 'GetItem', input: {}, principal: caller });
    expect(reached).toHaveLength(1);
  });

  test('of a batch some entries fail and the others are carried out, in their places', async () => {
    const { dispatcher, reached } = rig({ seed: 5, failPartOfBatch: 1 });
    const Entries = ['a', 'b', 'c', 'd', 'e', 'f'];
    const answer = await dispatcher.call({
      service: 'events',
      action: 'PutEvents',
      input: { Entries },
      principal: caller,
    });
    const results = answer['Entries'] as { EventId?: string; ErrorCode?: string }[];
    expect(results).toHaveLength(6);
    const failed = results.filter(({ ErrorCode }) => ErrorCode === 'InternalFailure').length;
    expect(failed).toBeGreaterThan(0);
    expect(answer['FailedEntryCount']).toBe(failed);
    const taken = Entries.filter((entry, at) => results[at]?.EventId === entry);
    expect(taken).toHaveLength(6 - failed);
    expect(reached).toEqual(taken.length > 0 ? [{ Entries: taken }] : []);
  });

  test.each(['SendMessageBatch', 'DeleteMessageBatch'])(
    'of a %s some entries fail by their ids, and SQS is not told of them',
    async (action) => {
      const { dispatcher, reached } = rig({ seed: 5, failPartOfBatch: 1 });
      const Entries = ['a', 'b', 'c', 'd', 'e', 'f'].map((Id) => ({ Id }));
      const answer = await dispatcher.call({ service: 'sqs', action, input: { Entries }, principal: caller });
      const failed = (answer['Failed'] as { Id: string; Code: string; SenderFault: boolean }[]).map((each) => {
        expect([each.Code, each.SenderFault]).toEqual(['InternalError', false]);
        return each.Id;
      });
      const done = (answer['Successful'] as { Id: string }[]).map(({ Id }) => Id);
      expect(failed.length).toBeGreaterThan(0);
      expect([...failed, ...done].toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
      expect(reached).toEqual([{ Entries: done.map((Id) => ({ Id })) }]);
    },
  );

  test.each<[string, FaultPlan, Death, number]>([
    ['before', { seed: 1, crashBefore: 1 }, 'exit', 0],
    ['after', { seed: 1, crashAfter: 1 }, 'exit', 1],
    ['in time no more', { seed: 1, timeoutAfter: 1 }, 'timeout', 1],
  ])('a process that dies %s the call', async (_when, plan, death, reaches) => {
    const { dispatcher, deaths, reached } = rig(plan);
    await errorOf(dispatcher.call({ ...put, principal: caller }));
    expect([deaths, reached.length]).toEqual([[death], reaches]);
  });

  test('what a dead process had asked for beside reaches no service', async () => {
    const { dispatcher, reached } = rig({ seed: 1, crashBefore: 1 });
    const both = [1, 2].map(() => errorOf(dispatcher.call({ ...put, principal: caller })));
    await Promise.all(both);
    await errorOf(dispatcher.call({ ...put, principal: caller }));
    expect(reached).toEqual([]);
  });

  test('a service that calls has no process to die', async () => {
    const { dispatcher, deaths } = rig({ seed: 1, crashBefore: 1, crashAfter: 1, timeoutAfter: 1 });
    expect(await dispatcher.call({ ...put, principal: { name: 'Rule' } })).toEqual({ done: true });
    expect(deaths).toEqual([]);
  });

  test.each([
    ['the service', ['dynamodb'], true],
    ['another service', ['events'], false],
    ['the function', ['app-dev-post'], true],
    ['the end of its name', ['post'], true],
    ['a part of a word of it', ['ost'], false],
    ['another function', ['other', 'dev'], false],
  ])('only %s', async (_what, only, hit) => {
    const { dispatcher, faults } = rig({ seed: 1, throttle: 1, only });
    await dispatcher.call({ ...put, principal: caller }).catch(() => {});
    expect(faults.trace).toHaveLength(hit ? 1 : 0);
  });

  test('an invocation is meant by the name of its function, whoever invokes it', async () => {
    const { dispatcher, faults } = rig({ seed: 1, throttle: 1, only: ['post'] });
    const input = { FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:app-dev-post' };
    const call = { service: 'lambda', action: 'InvokeFunction', input, principal: { name: 'Rule' } };
    expect((await errorOf(dispatcher.call(call))).code).toBe('TooManyRequestsException');
    expect(faults.trace).toHaveLength(1);
  });

  test('a share of one half hits about half, the same ones each time the plan is set, others from another seed', async () => {
    const { dispatcher, faults } = rig();
    const hits = async (seed: number | string) => {
      faults.set({ seed, throttle: 1 / 2 });
      const calls = Array.from({ length: 400 }, () =>
        dispatcher.call({ ...put, principal: caller }).catch(() => 'hit'),
      );
      return (await Promise.all(calls)).map((answer) => answer === 'hit');
    };
    const first = await hits(11);
    const count = first.filter(Boolean).length;
    expect(count).toBeGreaterThan(150);
    expect(count).toBeLessThan(250);
    expect(await hits(11)).toEqual(first);
    expect(await hits(12)).not.toEqual(first);
    expect(await hits('11')).not.toEqual(first);
  });
});

describe('deliveries', () => {
  const delivery = { service: 'events', from: 'Rule', to: 'app-dev-post' };

  test('come once and at once without a plan', () => {
    const { faults } = rig();
    expect([faults.arrivals(delivery), faults.ticks('Rule')]).toEqual([[0], 1]);
  });

  test('come twice, late, or so that others overtake them', () => {
    expect(rig({ seed: 1, deliverTwice: 1 }).faults.arrivals(delivery)).toEqual([0, 0]);
    expect(rig({ seed: 1, late: { p: 1, seconds: 90 } }).faults.arrivals(delivery)).toEqual([90_000]);
    const [overtaken = 0] = rig({ seed: 1, outOfOrder: 1 }).faults.arrivals(delivery);
    expect(overtaken).toBeGreaterThan(0);
    expect(overtaken).toBeLessThan(1000);
    expect(rig({ seed: 1, scheduleTwice: 1 }).faults.ticks('Rule')).toBe(2);
  });

  test('of streams are meant by that word', () => {
    const { faults } = rig({ seed: 1, deliverTwice: 1, only: ['streams'] });
    expect(faults.arrivals(delivery)).toEqual([0]);
    expect(faults.arrivals({ ...delivery, service: 'streams' })).toEqual([0, 0]);
  });
});

describe('invocations', () => {
  test('take turns while a plan is set, in the order in which they were asked for', async () => {
    const { faults } = rig({ seed: 1 });
    const order: string[] = [];
    const run = (name: string) =>
      faults.invocation(name, async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`${name} ends`);
      });
    await Promise.all(['a', 'b', 'c'].map(run));
    expect(order).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
    faults.set(undefined);
    order.length = 0;
    await Promise.all(['a', 'b'].map(run));
    expect(order.slice(0, 2)).toEqual(['a begins', 'b begins']);
  });

  test('one that waits for another gives its turn away', async () => {
    const { faults, dispatcher } = rig({ seed: 1 });
    dispatcher.register('lambda', () => faults.invocation('inner', async () => ({ inner: true })));
    const input = { FunctionName: 'inner', InvocationType: 'RequestResponse' };
    const call = { service: 'lambda', action: 'InvokeFunction', input, principal: caller };
    expect(await faults.invocation('outer', () => dispatcher.call(call))).toEqual({ inner: true });
  });

  test('each draws its own chance, again the same on a fresh machine', async () => {
    const seeds = async () => {
      const { faults } = rig({ seed: 9 });
      const draw = (name: string) => faults.invocation(name, async (chance) => chance);
      return [await draw('a'), await draw('a'), await draw('b'), faults.chance.uuid(), faults.chance.random()];
    };
    const first = await seeds();
    expect(new Set(first).size).toBe(5);
    expect(await seeds()).toEqual(first);
  });
});
