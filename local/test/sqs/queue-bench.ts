import { type AwsCall, createDispatcher, operator } from '../../dispatcher.ts';
import { createSqs } from '../../sqs/sqs.ts';
import { createScheduler } from '../../virtual-scheduler.ts';
import { load, place } from '../wire/loaded.ts';

export const start = Date.parse('2027-03-01T08:00:00Z');

export const arnOf = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;

/** SQS on a still clock, with queues made from `name -> properties`, and a Lambda that records what it is asked. */
export async function queueBench(
  queues: Record<string, Record<string, unknown>>,
  more: Pick<Parameters<typeof createSqs>[0], 'cloudWatch'> = {},
) {
  const scheduler = createScheduler({ start });
  const dispatcher = createDispatcher();
  const sqs = createSqs({ scheduler, dispatcher, place, ...more });
  const invocations: AwsCall[] = [];
  dispatcher.register('lambda', async (call) => {
    invocations.push(call);
    return { StatusCode: 202 };
  });
  for (const [QueueName, properties] of Object.entries(queues)) {
    await load(sqs.kinds)('AWS::SQS::Queue', QueueName, { QueueName, ...properties });
  }
  const call = (action: string, input: Record<string, unknown>) =>
    dispatcher.call({ service: 'sqs', action, input, principal: operator });
  return {
    scheduler,
    dispatcher,
    sqs,
    invocations,
    call,
    pass: (seconds: number) => scheduler.moveTo(scheduler.now() + seconds * 1000),
    send: (queue: string, body: string, more: Record<string, unknown> = {}) =>
      call('SendMessage', { QueueUrl: queue, MessageBody: body, ...more }),
    /** Bodies received now. */
    async bodies(queue: string, more: Record<string, unknown> = {}): Promise<unknown[]> {
      return (await received(queue, more)).map((message) => message['Body']);
    },
    received,
  };

  async function received(queue: string, more: Record<string, unknown> = {}): Promise<Record<string, unknown>[]> {
    const { Messages = [] } = await call('ReceiveMessage', { QueueUrl: queue, MaxNumberOfMessages: 10, ...more });
    return Array.isArray(Messages) ? Messages : [];
  }
}
