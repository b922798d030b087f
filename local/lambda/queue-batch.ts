import { maxPayloadBytes, reportedFailures } from './event-source-batch.ts';
import type { QueueMapping } from './queue-mapping.ts';

/** A message that was received, and its JSON text as the function gets it. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly json: string;
}

interface WireAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

interface WireMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, WireAttribute>>;
}

/** The messages in an answer to ReceiveMessage, as records of a function's event. */
export function recordsIn(answer: Readonly<Record<string, unknown>>, eventSourceARN: string): ReceivedMessage[] {
  const messages = (answer['Messages'] ?? []) as readonly WireMessage[];
  return messages.map((message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    json: JSON.stringify(recordOf(message, eventSourceARN)),
  }));
}

/** The member names of the record are Lambda's own; those of ReceiveMessage begin with capitals. */
function recordOf(message: WireMessage, eventSourceARN: string): Record<string, unknown> {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes.map(([name, value]) => [name, attributeOf(value)])),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion: eventSourceARN.split(':')[3],
  };
}

function attributeOf({ DataType, StringValue, BinaryValue }: WireAttribute): Record<string, unknown> {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

/** Parts of what was received that fit into one event each. */
export function withinPayload(received: readonly ReceivedMessage[]): readonly (readonly ReceivedMessage[])[] {
  const parts: ReceivedMessage[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const message of received) {
    const more = Buffer.byteLength(message.json) + 1;
    if (bytes + more > maxPayloadBytes) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(message);
    bytes += more;
  }
  return parts;
}

/** Which messages a function is done with, by its answer; none after an error, or where it reports what it did not get. */
export function doneWith(
  answer: Readonly<Record<string, unknown>>,
  records: readonly ReceivedMessage[],
  mapping: QueueMapping,
): readonly ReceivedMessage[] {
  if (answer['FunctionError'] !== undefined) return [];
  const failures = mapping.reportsItemFailures ? reportedFailures(String(answer['Payload'] ?? '')) : [];
  const known = new Set(records.map(({ messageId }) => messageId));
  if (failures.some((id) => id === undefined || !known.has(id))) return [];
  return records.filter(({ messageId }) => !failures.includes(messageId));
}
