import { busArn, busNameIn } from '../event-bridge/bus-name.ts';
import type { AccessOf } from './access.ts';
import { arnOf, queueArn } from './arn.ts';
import { listOf, recordOf } from './plain-input.ts';

/** A batch needs what its single action needs: SQS has no permissions for batches. */
const onQueue: AccessOf = ({ action, input }, { place }) => [
  {
    action: `sqs:${action.replace(/Batch$/, '')}`,
    resource: queueArn(input['QueueUrl'] ?? input['QueueName'], place),
  },
];

/** What calls of SQS need. */
export const sqsAccess: Readonly<Record<string, AccessOf>> = {
  SendMessage: onQueue,
  SendMessageBatch: onQueue,
  ReceiveMessage: onQueue,
  DeleteMessage: onQueue,
  DeleteMessageBatch: onQueue,
  ChangeMessageVisibility: onQueue,
  ChangeMessageVisibilityBatch: onQueue,
  GetQueueAttributes: onQueue,
  GetQueueUrl: onQueue,
  PurgeQueue: onQueue,
  ListQueues: (_call, { place }) => [{ action: 'sqs:ListQueues', resource: arnOf('sqs', '', place) }],
  // Moving reads and deletes at its source with the caller's rights, and sends where a destination is named.
  StartMessageMoveTask: ({ input }) => [
    ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => ({
      action: `sqs:${action}`,
      resource: String(input['SourceArn']),
    })),
    ...(input['DestinationArn'] === undefined
      ? []
      : [{ action: 'sqs:SendMessage', resource: String(input['DestinationArn']) }]),
  ],
};

/** What calls of SNS need. */
export const snsAccess: Readonly<Record<string, AccessOf>> = {
  Publish: ({ input }) => [{ action: 'sns:Publish', resource: String(input['TopicArn'] ?? input['TargetArn']) }],
};

const onBus: AccessOf = ({ action, input }, { place }) => [
  { action: `events:${action}`, resource: busArn(busNameIn(String(input['Name'] ?? 'default')), place) },
];

/** What calls of EventBridge need; an entry without a bus is for the default one. */
export const eventsAccess: Readonly<Record<string, AccessOf>> = {
  PutEvents({ input }, { place }) {
    const names = listOf(input['Entries']).map((entry) => recordOf(entry)['EventBusName'] ?? 'default');
    const arns = new Set(names.map((name) => busArn(busNameIn(String(name)), place)));
    return [...arns].map((resource) => ({ action: 'events:PutEvents', resource }));
  },
  DescribeEventBus: onBus,
};
