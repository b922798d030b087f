import type { Envelope } from '../events/event.ts';

/** An entry of a PutEvents call. */
export interface BusEntry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly Time: Date;
  readonly Resources: string[];
}

/** The entry by which an event is put on a bus. */
export function entryOf(EventBusName: string, event: Envelope): BusEntry {
  const Detail = JSON.stringify(event);
  return {
    EventBusName,
    Source: event.source,
    DetailType: event.type,
    Detail,
    Time: new Date(event.time),
    Resources: [],
  };
}

const bytesOfTime = 14;

/** An entry's size as EventBridge counts it: its texts in UTF-8 and 14 for its time ("Calculating PutEvents event entry size"). */
export function entryBytes({ Source, DetailType, Detail }: BusEntry): number {
  return [Source, DetailType, Detail].reduce((bytes, text) => bytes + Buffer.byteLength(text), bytesOfTime);
}
