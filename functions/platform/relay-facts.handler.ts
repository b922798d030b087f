import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { openBus } from './bus.port.ts';
import { secondsSinceEpoch } from './context.port.ts';
import { openDeadLetters } from './dead-letters.port.ts';
import { factIn } from './fact.store.ts';
import type { FoundFact } from './fact.ts';
import { logger } from './logger.port.ts';
import { measureFacts } from './metrics.port.ts';
import { publishFacts } from './publish-facts.flow.ts';
import type { Item } from './table.ts';

// The stream tries again by itself and backs off, so a call is made once. A batch of a hundred leads' facts is four turns of calls.
const bus = openBus({ maxAttempts: 1, callsAtOnce: 8 });
const deadLetters = openDeadLetters();

/** The stream forgets a record after 24 hours; four are left for a relay that cannot run. */
const longestWaitSeconds = 20 * 60 * 60;

/**
 * Publishes saved facts: the only publisher. The table's stream brings each new fact item at least once; a fact keeps
 * its id, so a consumer that saw it before can tell. A bus that is down is waited for, 20 hours long: the stream
 * delivers again from the first fact on that the bus did not take, so that the order within one aggregate holds. What
 * the bus will never take, or did not in all that time, is set aside.
 */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const startedAt = secondsSinceEpoch();
  const { settled, published, because } = await publishFacts(Records.map(foundIn), {
    bus,
    deadLetters,
    hasWaitedEnough: (position) => startedAt - createdAt(Records[position], startedAt) >= longestWaitSeconds,
  });
  measureFacts(published);
  const first = Records[settled];
  if (!first) return { batchItemFailures: [] };
  logger.warn('The bus does not take facts now; the stream brings them again', {
    waiting: Records.length - settled,
    because,
  });
  return { batchItemFailures: [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? '' }] };
}

/** In seconds since the epoch; a record that does not say it is new. */
function createdAt(record: DynamoDBRecord | undefined, startedAt: number): number {
  return record?.dynamodb?.ApproximateCreationDateTime ?? startedAt;
}

/** A fact with its place; the place alone, which says where to look, where the record cannot be read. */
function foundIn({ dynamodb }: DynamoDBRecord): FoundFact {
  const { Keys, NewImage } = dynamodb ?? {};
  const place = { PK: Keys?.['PK']?.S ?? '', SK: Keys?.['SK']?.S ?? '' };
  try {
    return factIn({ ...(unmarshall(NewImage as never) as Item), ...place });
  } catch {
    // Such as a number that no double holds.
    return place;
  }
}
