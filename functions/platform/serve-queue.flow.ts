import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { EventDefinition } from '../events/event.ts';
import { type Context, enter } from './context.port.ts';
import { logger } from './logger.port.ts';
import { measureCount } from './metrics.port.ts';
import { openQueue } from './queue.port.ts';
import { type Handled, isStuck, pauseSeconds } from './redelivery.ts';
import { deliveredShape, type EventOf } from './serve.flow.ts';

/** An event that is not done with, and the record by which it comes again. */
interface Undone {
  readonly record: SQSRecord;
  readonly handled: Exclude<Handled, { kind: 'done' }>;
}

/**
 * Makes the Lambda entry of a consumer whose events come through a queue, in batches. Each event stands for itself: what
 * fails, does not fit the published shape or has to wait comes again at its own time, the others are done with. What still
 * fails when the queue has brought it as often as it may ends in its dead letters.
 */
export function serveQueue<Definition extends EventDefinition>(
  definitions: readonly Definition[],
  handle: (event: EventOf<Definition>, context: Context) => Promise<Handled>,
): (batch: SQSEvent) => Promise<SQSBatchResponse> {
  const shape = deliveredShape(definitions);
  return async ({ Records }) => {
    const undone: Undone[] = [];
    for (const record of Records) {
      const handled = await handleOne(record);
      if (handled.kind !== 'done') undone.push({ record, handled });
    }
    if (undone.length > 0) await giveBack(undone, enter());
    return { batchItemFailures: undone.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  };

  async function handleOne({ body, messageId }: SQSRecord): Promise<Handled> {
    let about: Record<string, string> = { messageId };
    try {
      const event = shape.parse(parsed(body)).detail as EventOf<Definition>;
      about = { event: event.type, subject: event.subject };
      const handled = await handle(event, enter());
      if (handled.kind === 'failed')
        logger.warn('The event failed and will be tried again', { ...about, code: handled.code });
      return handled;
    } catch (error) {
      logger.error('The event could not be handled and will be tried again', { ...about, error: error as Error });
      return { kind: 'failed', code: (error as Error).name };
    }
  }
}

/** Without the parser's own error, which quotes what it read. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error('The body of the message is not JSON.');
  }
}

/** Says when each event comes again. Where that cannot be said it comes when the queue's own time is up. */
async function giveBack(undone: readonly Undone[], { now, random }: Context): Promise<void> {
  const stuck = undone.filter(({ record, handled }) => isStuck(handled, receiveCountOf(record)));
  const arn = undone[0]?.record.eventSourceARN ?? '';
  if (stuck.length > 0) measureCount('StuckEvents', stuck.length, { queue: arn.split(':').at(-1) ?? arn });
  const takesTurns = undone.some(({ handled }) => handled.kind === 'waits' && handled.for.kind === 'turn');
  try {
    const queue = openQueue(arn, now);
    const backlog = takesTurns ? await queue.backlog() : 0;
    const postponed = undone.map(({ record, handled }) => ({
      receiptHandle: record.receiptHandle,
      seconds: pauseSeconds(handled, { receiveCount: receiveCountOf(record), backlog, now, random: random() }),
    }));
    await queue.postpone(postponed);
  } catch (error) {
    logger.warn('The queue was not told when events come again', { events: undone.length, error: error as Error });
  }
}

function receiveCountOf({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount);
}
