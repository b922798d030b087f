import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { openBus } from './bus.port.ts';
import { factIn } from './fact.store.ts';
import type { KeptFact } from './fact.ts';
import { logger } from './logger.port.ts';
import { measureFacts } from './metrics.port.ts';
import type { Item } from './table.ts';

const bus = openBus();

/**
 * Publishes saved facts: the only publisher. The table's stream brings each new fact item at least once; a fact keeps
 * its id, so a consumer that saw it before can tell. What the bus did not take is reported from the first such record
 * on, so that the order within one aggregate holds when the stream delivers again.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const facts = event.Records.map(keptIn);
  const refused = await bus.publish(facts);
  const first = refused[0];
  measureFacts(facts.slice(0, first));
  if (first === undefined) return { batchItemFailures: [] };
  const itemIdentifier = event.Records[first]?.dynamodb?.SequenceNumber ?? '';
  logger.warn('The bus did not take every fact; the stream delivers them again', { refused: refused.length });
  return { batchItemFailures: [{ itemIdentifier }] };
}

function keptIn(record: DynamoDBRecord): KeptFact {
  const image = record.dynamodb?.NewImage;
  if (!image?.['envelope'])
    throw new Error('A record of the stream holds no fact; the event source filter lets only facts through.');
  return factIn(unmarshall(image as never) as Item);
}
