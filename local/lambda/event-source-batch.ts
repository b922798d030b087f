import type { StreamRecord } from '../dynamodb/stream.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';

/** A record with its JSON text as the function receives it. */
export interface QueuedRecord {
  readonly sequenceNumber: string;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly eventId: string;
  readonly json: string;
}

/** Records that are handed over together. */
export interface Batch {
  readonly records: readonly QueuedRecord[];
  /** Retries made so far, of this batch and of those it was split from. */
  readonly retries: number;
  /** Failures in a row, whatever they were; they set the pace. */
  readonly failures: number;
  readonly invocations: number;
}

/** What came of handing over a batch: `failedFrom` is the position of the first record to be delivered again. */
export type Handover =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly failedFrom: number; readonly byFunction: boolean };

/** The payload Lambda takes at most, with room for the frame around the records. */
export const maxPayloadBytes = 6 * 1024 * 1024 - 64;

/** A stream's record with its JSON text for a function. */
export function queueRecord(record: StreamRecord, eventSourceARN: string): QueuedRecord {
  return {
    sequenceNumber: record.dynamodb.SequenceNumber,
    createdAt: record.dynamodb.ApproximateCreationDateTime * 1000,
    eventId: record.eventID,
    json: JSON.stringify({ ...record, eventSourceARN }),
  };
}

/** Takes the next batch from the front of `waiting`: as many records as batch size and payload limit allow, at least one. */
export function takeBatch(waiting: QueuedRecord[], batchSize: number): Batch {
  let [count, bytes] = [0, 0];
  for (const { json } of waiting.slice(0, batchSize)) {
    bytes += Buffer.byteLength(json) + 1;
    if (count > 0 && bytes > maxPayloadBytes) break;
    count += 1;
  }
  return { records: waiting.splice(0, count), retries: 0, failures: 0, invocations: 0 };
}

/** The JSON text of the event that carries a batch. */
export function eventText({ records }: { readonly records: readonly { readonly json: string }[] }): string {
  return `{"Records":[${records.map(({ json }) => json).join(',')}]}`;
}

/** Reads what a function answered, by the rules of "partial batch responses" in the Lambda developer guide. */
export function handoverOf(answer: Record<string, unknown>, batch: Batch, mapping: EventSourceMapping): Handover {
  const all: Handover = { kind: 'failed', failedFrom: 0, byFunction: true };
  if (answer['FunctionError'] !== undefined) return all;
  const failures = mapping.reportsItemFailures ? reportedFailures(String(answer['Payload'] ?? '')) : [];
  if (failures.length === 0) return { kind: 'done' };
  const positions = failures.map((id) => batch.records.findIndex(({ sequenceNumber }) => sequenceNumber === id));
  const failedFrom = Math.min(...positions);
  return failedFrom < 0 ? all : { kind: 'failed', failedFrom, byFunction: false };
}

/** The identifiers that a function's answer reports as failed; undefined stands for one that is none. */
export function reportedFailures(payload: string): readonly (string | undefined)[] {
  const answer: unknown = payload === '' ? null : JSON.parse(payload);
  const listed = member(answer, 'batchItemFailures');
  if (!Array.isArray(listed)) return [];
  return listed.map((failure) => {
    const id = member(failure, 'itemIdentifier');
    return typeof id === 'string' ? id : undefined;
  });
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/**
 * What is to be delivered again after a failure: the batch from its first failed record on, or its halves. Splitting does not
 * count as a retry, wherever the split is made.
 */
export function toDeliverAgain(
  batch: Batch,
  failure: Handover & { kind: 'failed' },
  bisects: boolean,
): readonly Batch[] {
  const { failedFrom, byFunction } = failure;
  const rest = batch.records.slice(failedFrom);
  if (bisects && byFunction && rest.length > 1) {
    const half = Math.ceil(rest.length / 2);
    return [rest.slice(0, half), rest.slice(half)].map((records) => ({ ...batch, records, failures: 0 }));
  }
  const isSplit = bisects && failedFrom > 0;
  const failures = failedFrom > 0 ? 1 : batch.failures + 1;
  return [{ ...batch, records: rest, retries: batch.retries + (isSplit ? 0 : 1), failures }];
}
