import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import {
  beginAnew,
  busThatRefuses,
  idsSent,
  kept,
  letters,
  many,
  queueThatIsDown,
  relay,
  sent,
  stream,
  taken,
} from './relay.rig.ts';

beforeEach(beginAnew);
const nothingFailed = { batchItemFailures: [] };

/** Of twenty facts the one that is no good. */
const unfit = kept(7);
const isUnfit = ({ id }: { id: string }) => id === unfit.id;
const others = many(20).filter((fact) => !isUnfit(fact));
const shown = () => letters().map(({ because, facts }) => [because, facts]);

test.each(['InvalidArgument', 'MalformedDetail', 'RedactionFailure', 'NotAuthorizedForSourceException'])(
  'a fact that the bus refuses for itself is set aside, and all others are published: %s',
  async (code) => {
    busThatRefuses({ entry: (fact) => (isUnfit(fact) ? code : undefined) });
    expect(await relay(stream(many(20)))).toEqual(nothingFailed);
    expect(sent().flat()).toHaveLength(20);
    expect(letters()).toEqual([
      {
        to: 'https://sqs/the-letters',
        because: code,
        target: 'arn:aws:lambda:us-east-1:1:function:republish',
        facts: [{ PK: 'LEAD#L', SK: 'FACT#7', fact: unfit }],
      },
    ]);
  },
);

test.each(['ValidationException', 'SerializationException'])(
  'a fact that fails the call it is in is found, and all others are published once: %s',
  async (name) => {
    busThatRefuses({ call: (facts) => (facts.some(isUnfit) ? name : undefined) });
    expect(await relay(stream(many(20)))).toEqual(nothingFailed);
    expect(shown()).toEqual([[name, [{ PK: 'LEAD#L', SK: 'FACT#7', fact: unfit }]]]);
    expect(taken().toSorted()).toEqual(others.map(({ id }) => id).sort());
  },
);

test('a fact larger than any entry may be is not even sent; its letter says where it is kept', async () => {
  busThatRefuses({});
  const facts = [kept(0), kept(1, 'L1', '\u0001'.repeat(190_000)), kept(2)];
  expect(await relay(stream(facts))).toEqual(nothingFailed);
  expect(idsSent()).toEqual([[kept(0).id, kept(2).id]]);
  expect(shown()).toEqual([['EntryTooLarge', [{ PK: 'LEAD#L', SK: 'FACT#1' }]]]);
});

const { data: _, ...withoutData } = kept(1);

test.each<[string, object]>([
  ['no envelope', {}],
  ['another shape', marshall({ envelope: { id: 'x' } })],
  ['a time that is none', marshall({ envelope: { ...kept(1), time: 'yesterday' } })],
  ['no data', marshall({ envelope: withoutData })],
  ['a number that no double holds', { envelope: { M: { data: { N: '12345678901234567890' } } } }],
])('what is no fact is set aside: %s', async (_what, image) => {
  busThatRefuses({});
  const { Records } = stream([kept(0), 'none', kept(2)]);
  Object.assign(Records[1]?.dynamodb ?? {}, { NewImage: image });
  expect(await relay({ Records })).toEqual(nothingFailed);
  expect(idsSent()).toEqual([[kept(0).id, kept(2).id]]);
  expect(shown()).toEqual([['NotAFact', [{ PK: 'LEAD#L', SK: 'FACT#1' }]]]);
});

test('an unfit fact behind one that waits is left to the next try', async () => {
  const codes: Readonly<Record<string, string>> = { [kept(3).id]: 'InternalFailure', [unfit.id]: 'MalformedDetail' };
  busThatRefuses({ entry: ({ id }) => codes[id] });
  expect(await relay(stream(many(20)))).toEqual({ batchItemFailures: [{ itemIdentifier: 's3' }] });
  expect(letters()).toEqual([]);
});

test('an unfit fact that the dead letters do not take either is not lost: the stream brings it again', async () => {
  busThatRefuses({ entry: (fact) => (isUnfit(fact) ? 'MalformedDetail' : undefined) });
  queueThatIsDown();
  await expect(relay(stream(many(20)))).rejects.toThrow('no queue');
});
