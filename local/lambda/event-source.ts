/**
 * Lambda's event source mappings for the streams of DynamoDB tables.
 *
 * Emulates: batches in the order of the stream, per partition key where ParallelizationFactor is above one; batch size,
 * batching window and the payload limit of 6 MB; filters; retries, record age, bisecting and reported batch item failures; what
 * was given up goes to a queue (its place in the stream) or a bucket (the records as well). An invocation that is refused
 * (throttled) is tried again without counting as a retry, as on AWS.
 *
 * Delivery starts at once. A failed batch waits one second, then twice as long each time up to a minute, in virtual time (AWS
 * backs off, too, but does not say how), and holds up the records behind it. Unless told otherwise records are retried until they
 * leave the stream after 24 hours. Tables are loaded before anything is written, so TRIM_HORIZON and LATEST are the same.
 *
 * Refused: event sources other than DynamoDB streams, tumbling windows, topics as destinations, AT_TIMESTAMP.
 */
import {
  type Identity,
  type Place,
  type Resource,
  type ResourceKinds,
  Unsupported,
} from '../cloudformation/resource.ts';
import type { Dispatcher, Principal } from '../dispatcher.ts';
import type { StreamRecord, Streams } from '../dynamodb/stream.ts';
import { type DeliveryFaults, noDeliveryFaults } from '../faults/delivery-faults.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import type { Scheduler } from '../scheduler.ts';
import { EventSourceLane } from './event-source-lane.ts';
import { type EventSourceMapping, mappingId, readMapping } from './event-source-mapping.ts';
import { functionNameIn } from './function-resource.ts';
import { KeptLane } from './kept-lane.ts';

interface EventSourcesParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly streams: Streams;
  readonly journal?: Journal;
  compilePattern(pattern: unknown): (event: unknown) => boolean;
  /** Whose rights a function has, by its name: what is given up is written with them. Without it, with the mapping's name alone. */
  principalOf?(functionName: string): Principal | undefined;
  /** What happens to deliveries; nothing by default. */
  readonly faults?: DeliveryFaults;
}

interface EventSources {
  readonly kinds: ResourceKinds;
}

/** Makes the kind `AWS::Lambda::EventSourceMapping`; functions are called through the dispatcher. */
export function createEventSources(parts: EventSourcesParts): EventSources {
  return {
    kinds: {
      'AWS::Lambda::EventSourceMapping': {
        identify: identity,
        load(resource) {
          const mapping = readMapping(resource);
          const accepts = acceptance(resource, mapping, parts);
          if (mapping.enabled) connect({ mapping, accepts, logicalId: resource.logicalId }, parts);
        },
      },
    },
  };
}

function identity(physicalName: string, _properties: unknown, place: Place): Identity {
  const id = mappingId(physicalName);
  const arn = `arn:${place.partition}:lambda:${place.region}:${place.account}:event-source-mapping:${id}`;
  return { ref: id, attributes: { Id: id, EventSourceMappingArn: arn } };
}

interface Connection {
  readonly mapping: EventSourceMapping;
  readonly logicalId: string;
  accepts(record: StreamRecord): boolean;
}

function connect({ mapping, accepts, logicalId }: Connection, parts: EventSourcesParts): void {
  const lanes = Array.from({ length: mapping.lanes }, (_, index) => {
    const name = `${index + 1} of ${mapping.lanes}`;
    const kept = new KeptLane(parts.journal ?? noJournal, mapping.path, name);
    const lane = new EventSourceLane(mapping, {
      ...{ kept, name },
      scheduler: parts.scheduler,
      dispatcher: parts.dispatcher,
      faults: parts.faults ?? noDeliveryFaults,
      invoker: { name: logicalId, service: 'lambda.amazonaws.com' },
      principal: () => parts.principalOf?.(functionNameIn(mapping.functionName)) ?? { name: logicalId },
    });
    lane.resume(kept.left(({ json }) => laneOf(JSON.parse(json) as StreamRecord, mapping.lanes) === index));
    return lane;
  });
  parts.streams.subscribe(mapping.streamArn, (records) => {
    const byLane = new Map<EventSourceLane, StreamRecord[]>();
    for (const record of records) {
      const lane = accepts(record) && lanes[laneOf(record, lanes.length)];
      if (lane) byLane.set(lane, [...(byLane.get(lane) ?? []), record]);
    }
    for (const [lane, share] of byLane) lane.offer(share);
  });
}

/** Records of one partition key share a lane. */
function laneOf(record: StreamRecord, lanes: number): number {
  if (lanes === 1) return 0;
  const text = JSON.stringify(Object.values(record.dynamodb.Keys)[0]);
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
  return hash % lanes;
}

/** A record is let through when it matches one of the filters, or when there are none. Throws Unsupported for a pattern that does not compile. */
function acceptance(resource: Resource, mapping: EventSourceMapping, parts: EventSourcesParts) {
  const tests = mapping.patterns.map((pattern) => {
    try {
      return parts.compilePattern(JSON.parse(pattern));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Unsupported(`${resource.path} (${resource.type}): the filter ${pattern} is refused: ${reason}`);
    }
  });
  return (record: StreamRecord) => tests.length === 0 || tests.some((test) => test(record));
}
