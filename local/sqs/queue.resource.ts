import * as z from 'zod';
import { type Place, type Resource, type ResourceKind, refuseOthers, Unsupported } from '../cloudformation/resource.ts';
import type { CloudWatch } from '../cloudwatch/cloudwatch.ts';
import { createdAt } from '../journal/creation.ts';
import type { Journal } from '../journal/journal.ts';
import { keptMap } from '../journal/kept-map.ts';
import type { Message } from './message.ts';
import { maxBatchBytes, type Queue } from './queue.ts';
import { gaugesOf } from './queue-gauges.ts';
import type { Queues } from './queues.ts';
import { StoredMessages } from './stored-messages.ts';

const seconds = (otherwise: number) => z.coerce.number().int().default(otherwise);

// Defaults as AWS::SQS::Queue documents them.
const properties = z.object({
  VisibilityTimeout: seconds(30),
  DelaySeconds: seconds(0),
  MessageRetentionPeriod: seconds(345_600),
  MaximumMessageSize: z.coerce.number().int().default(maxBatchBytes),
  RedrivePolicy: z
    .object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().positive() })
    .optional(),
});

const honoured = ['QueueName', ...Object.keys(properties.shape)];
// Encryption, tags and policies of who may redrive change nothing that can be seen; long polling answers at once here.
const harmless = [
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'Tags',
];

interface QueueKindParts {
  readonly queues: Queues;
  /** What stands before `/account/name` in a queue's URL. */
  readonly urlBase: string;
  readonly journal: Journal;
  /** Says where the figures of a queue stand, where anybody wants to know. */
  readonly connect: CloudWatch['connect'] | undefined;
  now(): number;
}

/** Serves AWS::SQS::Queue. Refuses FIFO queues. */
export function queueKind({ queues, urlBase, journal, connect, now }: QueueKindParts): ResourceKind {
  return {
    identify(physicalName, { QueueName }, place) {
      const name = typeof QueueName === 'string' ? QueueName : physicalName;
      return { ref: urlOf(urlBase, name, place), attributes: attributesOf(urlBase, name, place) };
    },
    load(resource) {
      const queue = queueOf(resource, journal, now());
      queues.byName.set(queue.name, queue);
      if (queue.redrive) queues.deadLetterArns.add(queue.redrive.deadLetterTargetArn);
      if (connect) queues.touched.set(queue.name, connectGauges(queue, connect));
    },
  };
}

function connectGauges(queue: Queue, connect: CloudWatch['connect']): () => void {
  const dimensions = { QueueName: queue.name };
  const touched = Object.entries(gaugesOf(queue)).map(([name, gauge]) =>
    connect({ namespace: 'AWS/SQS', name, dimensions }, gauge),
  );
  return () => {
    for (const touch of touched) touch();
  };
}

function queueOf(resource: Resource, journal: Journal, now: number): Queue {
  if (resource.properties['FifoQueue'] === true || resource.properties['FifoQueue'] === 'true')
    throw new Unsupported(`${resource.path} (${resource.type}): FIFO queues are not emulated`);
  refuseOthers(resource, honoured, ['FifoQueue', ...harmless]);
  const given = properties.parse(resource.properties);
  const { QueueName: name = '', Arn: arn = '' } = resource.attributes;
  return {
    name,
    arn,
    url: resource.ref,
    createdAt: createdAt(journal, arn, now),
    visibilitySeconds: given.VisibilityTimeout,
    delaySeconds: given.DelaySeconds,
    retentionSeconds: given.MessageRetentionPeriod,
    maxBytes: given.MaximumMessageSize,
    ...(given.RedrivePolicy && { redrive: given.RedrivePolicy }),
    messages: new StoredMessages(keptMap<Message>(journal.shelf('messages', `the queue ${name}`))),
  };
}

function urlOf(urlBase: string, name: string, place: Place): string {
  return `${urlBase}/${place.account}/${name}`;
}

function attributesOf(urlBase: string, name: string, place: Place) {
  const { partition, region, account } = place;
  return {
    Arn: `arn:${partition}:sqs:${region}:${account}:${name}`,
    QueueName: name,
    QueueUrl: urlOf(urlBase, name, place),
  };
}
