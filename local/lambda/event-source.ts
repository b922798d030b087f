/**
 * Lambda's event source mappings for the streams of DynamoDB tables and for the queues of SQS.
 *
 * Streams: batches in the order of the stream, per partition key where ParallelizationFactor is above one; batch size,
 * batching window and the payload limit of 6 MB; filters; retries, record age, bisecting and reported batch item failures; what
 * was given up goes to a queue (its place in the stream) or a bucket (the records as well). An invocation that is refused
 * (throttled) is tried again without counting as a retry, as on AWS.
 * Delivery starts at once. A failed batch waits one second, then twice as long each time up to a minute, in virtual time (AWS
 * backs off, too, but does not say how), and holds up the records behind it. Unless told otherwise records are retried until they
 * leave the stream after 24 hours. Tables are loaded before anything is written, so TRIM_HORIZON and LATEST are the same.
 *
 * Queues: batch size and window, MaximumConcurrency, reported batch item failures, the payload limit. Messages are received and
 * deleted through SQS's API with the rights of the function's role. Whatever is not deleted is received again when its visibility
 * timeout ends, or what the function changed that to, until the redrive policy takes it. A refused invocation is tried again
 * meanwhile. Differs: polling starts when there is something to receive; five batches at a time without MaximumConcurrency,
 * and no more in time; within a batching window messages can still be received by others; a delivery under way when the runtime
 * ends is not gone on with, its messages come again when they are no longer hidden.
 *
 * Refused: other event sources, tumbling windows, topics as destinations, AT_TIMESTAMP, filters and provisioned pollers of queues.
 */
import {
  type Identity,
  type Place,
  type Resource,
  type ResourceKinds,
  Unsupported,
} from '../cloudformation/resource.ts';
import { type Measure, unmeasured } from '../cloudwatch/measure.ts';
import type { Dispatcher, Principal } from '../dispatcher.ts';
import type { StreamRecord, Streams } from '../dynamodb/stream.ts';
import { type DeliveryFaults, noDeliveryFaults } from '../faults/delivery-faults.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import type { Scheduler } from '../scheduler.ts';
import type { PolledQueue } from '../sqs/polled-queue.ts';
import { EventSourceLane } from './event-source-lane.ts';
import { type EventSourceMapping, mappingId, readMapping } from './event-source-mapping.ts';
import { functionNameIn } from './function-resource.ts';
import { KeptLane } from './kept-lane.ts';
import { isOfQueue, readQueueMapping } from './queue-mapping.ts';
import { QueuePoller } from './queue-poller.ts';

/** Finds a loaded queue by its ARN. */
interface PolledQueues {
  polled(arn: string): PolledQueue | undefined;
}

interface EventSourcesParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly streams: Streams;
  readonly queues?: PolledQueues;
  readonly journal?: Journal;
  compilePattern(pattern: unknown): (event: unknown) => boolean;
  /** Whose rights a function has, by its name: what is given up is written with them. Without it, with the mapping's name alone. */
  principalOf?(functionName: string): Principal | undefined;
  /** What happens to deliveries; nothing by default. */
  readonly faults?: DeliveryFaults;
  /** Hears how old batches are; nobody by default. */
  readonly measure?: Measure;
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
          if (isOfQueue(resource)) return poll(resource, parts);
          const mapping = readMapping(resource);
          const accepts = acceptance(resource, mapping, parts);
          if (mapping.enabled) connect({ mapping, accepts, logicalId: resource.logicalId }, parts);
        },
      },
    },
  };
}

/** Takes a queue's mapping into service. */
function poll(resource: Resource, parts: EventSourcesParts): void {
  const mapping = readQueueMapping(resource);
  const queue = parts.queues?.polled(mapping.queueArn);
  if (!queue)
    throw new Unsupported(`${resource.path} (${resource.type}): no loaded queue has the ARN ${mapping.queueArn}`);
  if (!mapping.enabled) return;
  const { scheduler, dispatcher } = parts;
  new QueuePoller(mapping, {
    ...{ scheduler, dispatcher, queue },
    faults: parts.faults ?? noDeliveryFaults,
    invoker: invokerOf(mapping.logicalId),
    principal: () => ownerOf(mapping.functionName, parts) ?? invokerOf(mapping.logicalId),
  });
}

/** In whose name a mapping calls its function. */
function invokerOf(logicalId: string): Principal {
  return { name: logicalId, service: 'lambda.amazonaws.com' };
}

function ownerOf(functionName: string, parts: EventSourcesParts): Principal | undefined {
  return parts.principalOf?.(functionNameIn(functionName));
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
      measure: parts.measure ?? unmeasured,
      invoker: invokerOf(logicalId),
      principal: () => ownerOf(mapping.functionName, parts) ?? { name: logicalId },
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
