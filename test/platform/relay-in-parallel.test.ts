import type { DynamoDBRecord } from 'aws-lambda';
import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import {
  beginAnew,
  busThatRefuses,
  idsSent,
  kept,
  letters,
  many,
  mostAtOneTime,
  relay,
  sent,
  stream,
  taken,
} from './relay.rig.ts';

beforeEach(beginAnew);

/** Hands a batch to the relay as the stream does: again from the first fact on that it reports, until it reports none. */
async function relayed(records: readonly DynamoDBRecord[], tries = 500): Promise<number> {
  let rest = records;
  for (let done = 1; done <= tries; done += 1) {
    const { batchItemFailures } = await relay({ Records: [...rest] });
    const [failure] = batchItemFailures;
    if (!failure) return done;
    rest = rest.slice(rest.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failure.itemIdentifier));
  }
  throw new Error('The stream brings the batch without end.');
}

test('facts of different aggregates are sent at one time: those of a hundred in four turns', async () => {
  busThatRefuses({});
  expect(await relay(stream(many(100)))).toEqual({ batchItemFailures: [] });
  expect([sent().length, mostAtOneTime()]).toEqual([10, 4]);
  expect(taken().toSorted()).toEqual(
    many(100)
      .map(({ id }) => id)
      .sort(),
  );
});

test('a bus that is down is asked once for each try', async () => {
  busThatRefuses({ call: () => 'InternalException' });
  await relay(stream(many(100)));
  await relay(stream(many(100)));
  expect(sent()).toHaveLength(2);
});

test('while one fact waits for long, no more are sent again than the rest of its call', async () => {
  const waiting = kept(57).id;
  busThatRefuses({ entry: ({ id }) => (id === waiting ? 'InternalFailure' : undefined) });
  const { Records } = stream(many(100));
  expect(await relay({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: 's57' }] });
  const first = sent().length;
  for (let tries = 0; tries < 5; tries += 1) await relay({ Records: Records.slice(57) });
  expect(
    idsSent()
      .slice(first)
      .map((ids) => [ids.length, ids[0]]),
  ).toEqual(Array.from({ length: 5 }, () => [10, waiting]));
});

const facts = fc.array(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N'), {
  minLength: 1,
  maxLength: 100,
});
/** What becomes of one thing after the other: most are taken. */
const dice = fc.array(fc.integer({ min: 0, max: 19 }), { minLength: 50, maxLength: 50 });

test('whatever the bus refuses and how long it takes: each fact is published or set aside, those of an aggregate in their order', async () => {
  await fc.assert(
    fc.asyncProperty(facts, dice, fc.uniqueArray(fc.nat(99), { maxLength: 5 }), async (subjects, thrown, unfit) => {
      beginAnew();
      let throws = 0;
      const next = () => thrown[throws++ % thrown.length] ?? 0;
      const all = subjects.map((subject, position) => kept(position, subject));
      const isUnfit = ({ id }: { id: string }) => unfit.some((position) => all[position]?.id === id);
      // All that is refused is taken some day: the dice have a lucky number.
      thrown[0] = 19;
      busThatRefuses({
        turns: () => next() % 5,
        call: () => (next() === 0 ? 'ThrottlingException' : undefined),
        entry: (fact) => {
          if (next() < 2) return 'InternalFailure';
          return isUnfit(fact) ? 'MalformedDetail' : undefined;
        },
      });
      await relayed(stream(all).Records);
      const firstTaken = [...new Set(taken())];
      for (const whose of new Set(subjects)) {
        const theirs = all.filter((fact) => fact.subject === whose && !isUnfit(fact)).map(({ id }) => id);
        expect(firstTaken.filter((id) => id.startsWith(`${whose}.`))).toEqual(theirs);
      }
      const aside = letters().flatMap((letter) => letter.facts as { readonly fact: { readonly id: string } }[]);
      expect(aside.map(({ fact }) => fact.id)).toEqual(all.filter(isUnfit).map(({ id }) => id));
    }),
    { numRuns: 100 },
  );
});
