import type { Bus, Publishing } from './bus.port.ts';
import type { DeadLetters } from './dead-letters.port.ts';
import type { FoundFact, KeptFact } from './fact.ts';
import { logger } from './logger.port.ts';
import { lettersOf, type SetAside } from './set-aside.ts';

interface Ways {
  readonly bus: Bus;
  readonly deadLetters: DeadLetters;
  /** Whether the fact at a position has waited for the bus as long as any may. */
  readonly hasWaitedEnough?: (position: number) => boolean;
}

/** How far publishing got: what stands before `settled` is published or set aside, the rest has to be published yet. */
interface Published {
  readonly settled: number;
  readonly published: readonly KeptFact[];
  readonly setAside: number;
  /** Why the fact at `settled` waits, where there is one. */
  readonly because?: string;
}

/**
 * Publishes facts in their order. What can never be published, and what waited for too long, is laid into the dead letters, so
 * that it holds up nothing; before the first fact that waits everything is settled, and from it on nothing is set aside yet.
 */
export async function publishFacts(found: readonly FoundFact[], ways: Ways): Promise<Published> {
  const verdicts = await judge(found, ways);
  const waiting = verdicts.findIndex(({ kind }) => kind === 'waits');
  const settled = waiting === -1 ? found.length : waiting;
  const aside = found.slice(0, settled).flatMap((each, position): SetAside[] => {
    const verdict = verdicts[position];
    return verdict?.kind === 'unfit' ? [{ ...each, because: verdict.because }] : [];
  });
  await layDown(aside, ways.deadLetters);
  const published = found.slice(0, settled).flatMap(({ fact }, position) => {
    return fact && verdicts[position]?.kind === 'published' ? [fact] : [];
  });
  const verdict = verdicts[settled];
  return { settled, published, setAside: aside.length, ...(verdict?.kind === 'waits' && { because: verdict.because }) };
}

/** What is to be done with each fact: one that waited long enough is as little to be waited for as one that is unfit. */
async function judge(found: readonly FoundFact[], { bus, hasWaitedEnough }: Ways): Promise<readonly Publishing[]> {
  const facts = found.flatMap(({ fact }) => fact ?? []);
  const results = [...(await bus.publish(facts))];
  const verdicts = found.map(({ fact }): Publishing => (fact && results.shift()) ?? notWhole);
  return verdicts.map((verdict, position) =>
    verdict.kind === 'waits' && hasWaitedEnough?.(position) ? { ...verdict, kind: 'unfit' } : verdict,
  );
}

const notWhole: Publishing = { kind: 'unfit', because: 'NotAFact' };

async function layDown(aside: readonly SetAside[], deadLetters: DeadLetters): Promise<void> {
  for (const letter of lettersOf(aside)) await deadLetters.leave(letter);
  for (const { PK, SK, because } of aside)
    logger.error('A fact cannot be published and lies in the dead letters', { place: `${PK} ${SK}`, because });
}
