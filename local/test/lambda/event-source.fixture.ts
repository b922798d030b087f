import type { Resource } from '../../cloudformation/resource.ts';
import type { AwsCall } from '../../dispatcher.ts';
import type { StreamRecord } from '../../dynamodb/stream.ts';
import { compilePattern } from '../../event-bridge/pattern.ts';
import type { DeliveryFaults } from '../../faults/delivery-faults.ts';
import { createEventSources } from '../../lambda/event-source.ts';
import { dynamoDbWithTable, key, place, start } from '../dynamodb/dynamodb.fixture.ts';

export type Delivered = StreamRecord & { readonly eventSourceARN: string };
/** What the function answers to its nth invocation: a value, an error it throws (as text), or a refusal to run it. */
type Answer = (records: readonly Delivered[], invocation: number) => unknown | Promise<unknown>;

class FunctionFails extends Error {}

/** Throws in the function. */
export const fails = () => {
  throw new FunctionFails();
};

interface Batch {
  readonly keys: readonly string[];
  readonly afterMs: number;
  readonly records: readonly Delivered[];
}

/** A function that answers as told, and a queue for what it gives up; both keep what they were given and when. */
function answering({ scheduler, dispatcher }: ReturnType<typeof dynamoDbWithTable>, answer: Answer) {
  const calls: AwsCall[] = [];
  const batches: Batch[] = [];
  dispatcher.register('lambda', async (call) => {
    calls.push(call);
    const { Records } = JSON.parse(String(call.input['Payload'])) as { Records: Delivered[] };
    const keys = Records.map(({ dynamodb }) => `${dynamodb.Keys['pk']?.S}${dynamodb.Keys['sk']?.S}`);
    batches.push({ keys, afterMs: scheduler.now() - start, records: Records });
    try {
      return { StatusCode: 200, Payload: JSON.stringify(await answer(Records, batches.length)) };
    } catch (error) {
      if (error instanceof FunctionFails) return { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{}' };
      throw error;
    }
  });
  dispatcher.register('sqs', async (call) => {
    calls.push(call);
    return { MessageId: '1' };
  });
  return { calls, batches };
}

type Kind = ReturnType<typeof createEventSources>['kinds'][string];

function loadMapping(kind: Kind | undefined, more: Readonly<Record<string, unknown>>): Resource {
  const properties = { FunctionName: 'relay', StartingPosition: 'TRIM_HORIZON', ...more };
  const identity = kind?.identify('Events-Mapping', properties, place) ?? { ref: '', attributes: {} };
  const resource: Resource = {
    stack: 'Events',
    logicalId: 'Mapping',
    type: 'AWS::Lambda::EventSourceMapping',
    path: 'Events/Mapping',
    properties,
    metadata: {},
    ...identity,
  };
  kind?.load?.(resource);
  return resource;
}

/** A table's stream mapped to a function that answers as told; keeps what it was given and when. */
export function mapped(
  properties: Readonly<Record<string, unknown>> = {},
  answer: Answer = () => null,
  faults?: DeliveryFaults,
) {
  const service = dynamoDbWithTable();
  const { scheduler, dispatcher, dynamoDb, streamArn } = service;
  const { calls, batches } = answering(service, answer);
  const { kinds } = createEventSources({
    ...{ scheduler, dispatcher, compilePattern },
    streams: dynamoDb,
    ...(faults && { faults }),
  });
  const load = (more: Readonly<Record<string, unknown>> = {}) =>
    loadMapping(kinds['AWS::Lambda::EventSourceMapping'], { EventSourceArn: streamArn, ...properties, ...more });
  const resource = load();
  const keysGiven = () => batches.map(({ keys }) => keys.join(' '));
  return { ...service, calls, batches, keysGiven, load, resource };
}

const put = (sk: string) => ({ Put: { TableName: 'app', Item: key('p', sk) } });
/** A transaction of one put per sort key. */
export const putAll = (...sortKeys: string[]) => ({ TransactItems: sortKeys.map(put) });
