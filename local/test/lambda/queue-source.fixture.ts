import { type AwsCall, AwsError, type Dispatcher } from '../../dispatcher.ts';
import { type DeliveryFaults, noDeliveryFaults } from '../../faults/delivery-faults.ts';
import { createEventSources } from '../../lambda/event-source.ts';
import { arnOf, queueBench, start } from '../sqs/queue-bench.ts';
import { resourceOf } from '../wire/loaded.ts';

export interface DeliveredMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What the function answers to a batch; what it throws ends its run, an AwsError refuses to run it. */
type Answer = (records: readonly DeliveredMessage[], invocation: number) => unknown;

interface Given {
  /** Of the queue `mail`; its dead-letter queue is `dead`. */
  readonly queue?: Record<string, unknown>;
  readonly mapping?: Record<string, unknown>;
  readonly faults?: DeliveryFaults;
  /** Asked at each receive. */
  readonly refuseReceives?: () => boolean;
}

const redrive = { deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 3 };

/** A dispatcher that throttles receives where a test says so. */
function refusing(dispatcher: Dispatcher, { refuseReceives = () => false }: Given): Dispatcher {
  const call: Dispatcher['call'] = async (asked) => {
    if (asked.action !== 'ReceiveMessage' || !refuseReceives()) return dispatcher.call(asked);
    throw new AwsError('RequestThrottled', 'Rate exceeded', { status: 403 });
  };
  return { ...dispatcher, call };
}

/** A queue mapped to a function that answers as told; notes what it was given, and when. */
export async function polled(given: Given = {}, answer: Answer = () => null) {
  const queue = { VisibilityTimeout: 30, RedrivePolicy: redrive, ...given.queue };
  const bench = await queueBench({ mail: queue, dead: {} });
  const { scheduler, dispatcher, sqs } = bench;
  const calls: AwsCall[] = [];
  const batches: { readonly bodies: string; readonly afterMs: number; readonly records: DeliveredMessage[] }[] = [];
  dispatcher.register('lambda', async (call) => {
    calls.push(call);
    const { Records: records } = JSON.parse(String(call.input['Payload'])) as { Records: DeliveredMessage[] };
    batches.push({ bodies: records.map(({ body }) => body).join(' '), afterMs: scheduler.now() - start, records });
    try {
      return { StatusCode: 200, Payload: JSON.stringify(await answer(records, batches.length)) };
    } catch (error) {
      if (error instanceof AwsError) throw error;
      return { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{}' };
    }
  });
  const parts = {
    ...{ scheduler, dispatcher: refusing(dispatcher, given) },
    compilePattern: () => () => true,
    queues: sqs,
  };
  const noStreams = { subscribe: () => {} };
  const { kinds } = createEventSources({ ...parts, streams: noStreams, faults: given.faults ?? noDeliveryFaults });
  const load = (more: Record<string, unknown> = {}) => {
    const properties = { FunctionName: 'notify', EventSourceArn: arnOf('mail'), ...given.mapping, ...more };
    const type = 'AWS::Lambda::EventSourceMapping';
    return kinds[type]?.load?.(resourceOf(kinds, type, { logicalId: 'Mapping', properties }));
  };
  load();
  const seen = () => batches.map(({ bodies, afterMs }) => `${afterMs / 1000}: ${bodies}`);
  const lying = async () => {
    const asked = { QueueUrl: 'mail', AttributeNames: ['All'] };
    return (await bench.call('GetQueueAttributes', asked))['Attributes'] as Record<string, string>;
  };
  return { ...bench, calls, batches, seen, load, lying };
}
