import { EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { type Envelope, type Installation, sourceOf } from '../events/event.ts';
import { callsOf } from './bus-call.ts';
import { type BusEntry, entryBytes, entryOf } from './bus-entry.ts';
import { readEnv } from './env.port.ts';
import type { KeptFact } from './fact.ts';

/** An entry has to be smaller than this; of one that a region takes no longer, or not yet, the bus says so itself. */
const largestEntryBytes = 1024 * 1024;
/** A bus that does not answer is down. */
const millisecondsPerCall = 5000;

/** What came of publishing a fact; why it was not published is a code of the bus's. */
export type Publishing =
  | { readonly kind: 'published' }
  /** Nothing is wrong with it: the bus is down or too busy, or an earlier fact waits. */
  | { readonly kind: 'waits'; readonly because: string }
  /** The bus will never take it as it is. */
  | { readonly kind: 'unfit'; readonly because: string };

/** The bus, as the relay sees it. */
export interface Bus {
  /**
   * Publishes facts, those of one aggregate in their order, and says what came of each. After calls of which something
   * waits it makes no others: whoever tries again begins at the first fact that waits and sends all behind it again.
   */
  publish(facts: readonly KeptFact[]): Promise<readonly Publishing[]>;
}

interface BusOptions {
  /** How often one call is made before it has failed. */
  readonly maxAttempts?: number;
  /** How many calls are made at one time, at most. */
  readonly callsAtOnce?: number;
}

/** Opens the product's bus. */
export function openBus({ maxAttempts = 3, callsAtOnce = 1 }: BusOptions = {}): Bus {
  const { BUS_NAME, STAGE, AWS_REGION } = readEnv('BUS_NAME', 'STAGE', 'AWS_REGION');
  const installation = { stage: STAGE, region: AWS_REGION };
  const client = new EventBridgeClient({ maxAttempts });
  return {
    async publish(facts) {
      const planned = facts.map((fact, position) => {
        const entry = entryOf(BUS_NAME, eventOf(fact, installation));
        return { position, subject: fact.subject, entry, bytes: entryBytes(entry) };
      });
      const isFit = ({ bytes }: { bytes: number }) => bytes < largestEntryBytes;
      const results = planned.map((each): Publishing => (isFit(each) ? notTried : tooLarge));
      for (const group of callsOf(planned.filter(isFit), callsAtOnce)) {
        const calls = group.map((call) => call.map(({ entry }) => entry));
        const answers = (await Promise.all(calls.map((call) => put(client, call)))).flat();
        for (const [index, { position }] of group.flat().entries()) results[position] = answers[index] ?? notTried;
        if (answers.some(waits)) break;
      }
      return results;
    },
  };
}

const notTried: Publishing = { kind: 'waits', because: 'NotTried' };
const tooLarge: Publishing = { kind: 'unfit', because: 'EntryTooLarge' };

function waits({ kind }: Publishing): boolean {
  return kind === 'waits';
}

/** Puts entries on the bus. One entry that is no good fails a whole call, so such a call is made again in halves, down to the entry. */
async function put(client: EventBridgeClient, entries: readonly BusEntry[]): Promise<readonly Publishing[]> {
  try {
    const command = new PutEventsCommand({ Entries: [...entries] });
    const { Entries = [] } = await client.send(command, { abortSignal: AbortSignal.timeout(millisecondsPerCall) });
    return entries.map((_, index) => resultOf(Entries[index]));
  } catch (error) {
    const because = (error as Error).name;
    if (!faultsOfCalls.has(because)) return entries.map(() => ({ kind: 'waits', because }));
    if (entries.length === 1) return [{ kind: 'unfit', because }];
    const half = Math.ceil(entries.length / 2);
    const first = await put(client, entries.slice(0, half));
    const rest = entries.slice(half);
    return [...first, ...(first.some(waits) ? rest.map(() => notTried) : await put(client, rest))];
  }
}

/** Errors of a call that blame what it carried, where all others blame the bus, the way to it or the right to use it. */
const faultsOfCalls = new Set(['ValidationException', 'SerializationException', 'RequestEntityTooLargeException']);

/** Codes of an entry that is no good, from PutEventsResultEntry. The rest, such as a throttle or a missing right, may pass. */
const faultsOfEntries = new Set([
  'InvalidArgument',
  'MalformedDetail',
  'NotAuthorizedForDetailTypeException',
  'NotAuthorizedForSourceException',
  'RedactionFailure',
]);

function resultOf(answer: PutEventsResultEntry | undefined): Publishing {
  if (!answer) return notTried;
  const because = answer.ErrorCode;
  if (because === undefined) return { kind: 'published' };
  return { kind: faultsOfEntries.has(because) ? 'unfit' : 'waits', because };
}

function eventOf({ room, ...fact }: KeptFact, installation: Installation): Envelope {
  return { specversion: '1.0', source: sourceOf(installation, room), ...fact };
}
