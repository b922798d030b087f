import { beforeEach, describe, expect, test } from 'vitest';
import { beginAnew, busThatRefuses, idsSent, kept, letters, many, relay, sent, stream } from './relay.rig.ts';

beforeEach(beginAnew);
const nothingFailed = { batchItemFailures: [] };

describe('the relay', () => {
  test('publishes the facts of a batch in their order, ten at a time', async () => {
    busThatRefuses({});
    expect(await relay(stream(many(23)))).toEqual(nothingFailed);
    expect(sent().map((entries) => entries.length)).toEqual([10, 10, 3]);
    const { room: _, ...fact } = kept(11);
    expect(sent().flat()[11]).toEqual({
      EventBusName: 'the-bus',
      Source: '/lanekeeper/dev/us-east-1/leads',
      DetailType: 'lead.closed.v1',
      Detail: JSON.stringify({ specversion: '1.0', source: '/lanekeeper/dev/us-east-1/leads', ...fact }),
      Time: new Date('2026-11-23T15:00:00.250Z'),
      Resources: [],
    });
    expect(letters()).toEqual([]);
  });

  test.each([
    ['the first', [0], 's0', 1],
    ['the last of ten', [9], 's9', 1],
    ['the first of the second ten', [10], 's10', 2],
    ['several', [14, 3, 19], 's3', 1],
  ])(
    'asks for the stream again from what the bus did not take, and sends no more: %s',
    async (_which, positions, first, calls) => {
      const refused = new Set(positions.map((position) => kept(position).id));
      busThatRefuses({ entry: ({ id }) => (refused.has(id) ? 'ThrottlingException' : undefined) });
      expect(await relay(stream(many(20)))).toEqual({ batchItemFailures: [{ itemIdentifier: first }] });
      expect(sent()).toHaveLength(calls);
      expect(letters()).toEqual([]);
    },
  );

  test.each(['ThrottlingException', 'InternalFailure', 'AccessDeniedException', 'TimeoutError', 'no way through'])(
    'waits, keeping all and setting nothing aside, while every call fails: %s',
    async (name) => {
      busThatRefuses({ call: () => name });
      expect(await relay(stream(many(20)))).toEqual({ batchItemFailures: [{ itemIdentifier: 's0' }] });
      expect(sent()).toHaveLength(1);
      expect(letters()).toEqual([]);
    },
  );

  test('sends a fact of an aggregate only after the one before it was taken', async () => {
    const facts = [kept(0, 'A'), kept(1, 'A'), kept(2, 'B'), kept(3, 'A'), kept(4, 'C')];
    const ids = facts.map(({ id }) => id);
    busThatRefuses({});
    await relay(stream(facts));
    expect(idsSent()).toEqual([[ids[0], ids[2], ids[4]], [ids[1]], [ids[3]]]);
    busThatRefuses({ entry: ({ id }) => (id === ids[0] ? 'InternalFailure' : undefined) });
    expect(await relay(stream(facts))).toEqual({ batchItemFailures: [{ itemIdentifier: 's0' }] });
    expect(idsSent()).toEqual([[ids[0], ids[2], ids[4]]]);
  });

  test('makes smaller calls of large facts', async () => {
    busThatRefuses({});
    const large = many(20).map((_, position) => kept(position, `L${position}`, 'x'.repeat(100_000)));
    expect(await relay(stream(large))).toEqual(nothingFailed);
    expect(sent().map((entries) => entries.length)).toEqual(Array.from({ length: 10 }, () => 2));
  });
});

describe('a bus that is down', () => {
  const down = () => busThatRefuses({ call: () => 'ThrottlingException' });

  test('is waited for until a fact is 20 hours old, which is then set aside with what it says', async () => {
    down();
    expect(await relay(stream(many(3), 19.99))).toEqual({ batchItemFailures: [{ itemIdentifier: 's0' }] });
    expect(letters()).toEqual([]);
    expect(await relay(stream(many(3), 20))).toEqual(nothingFailed);
    expect(letters()).toMatchObject([
      {
        because: 'ThrottlingException',
        facts: many(3).map((fact, position) => ({ PK: 'LEAD#L', SK: `FACT#${position}`, fact })),
      },
    ]);
  });

  test('has the old facts of a batch set aside, and the young wait', async () => {
    down();
    const { Records } = stream(many(4), 1);
    Records.splice(0, 2, ...stream(many(2), 21).Records);
    expect(await relay({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: 's2' }] });
    expect(letters()).toMatchObject([{ facts: [{ SK: 'FACT#0' }, { SK: 'FACT#1' }] }]);
  });

  test('that is up again gets a fact however old it is', async () => {
    busThatRefuses({});
    expect(await relay(stream(many(3), 21))).toEqual(nothingFailed);
    expect([sent().flat().length, letters()]).toEqual([3, []]);
  });
});
