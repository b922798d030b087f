/**
 * Amazon SQS: standard queues with delay, visibility timeout and retention in virtual time, and redrive policies.
 *
 * A message is moved to its dead-letter queue at the receive that would exceed maxReceiveCount, and expires when it is
 * next looked at: nothing here needs a timer. ReceiveMessage answers at once whatever WaitTimeSeconds says, since no
 * time passes while a function waits. A queue is found by its URL, its ARN or its name.
 * A dead-letter queue is what a RedrivePolicy, a DeadLetterConfig or an OnFailure of a loaded resource names.
 * Refused: FIFO queues, other actions, the MD5 of message attributes.
 */

import type { Place, Resource, ResourceKinds } from '../cloudformation/resource.ts';
import type { CloudWatch } from '../cloudwatch/cloudwatch.ts';
import { unmeasured } from '../cloudwatch/measure.ts';
import { type AwsCall, type Dispatcher, unsupportedAction } from '../dispatcher.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import type { Scheduler } from '../scheduler.ts';
import { type DeadLetter, deadLetterOf, deadLetterTargets, lyingMessages } from './dead-letters.ts';
import { startMessageMoveTask } from './move-task.ts';
import { type PolledQueue, polledQueue } from './polled-queue.ts';
import { queueKind } from './queue.resource.ts';
import { getQueueAttributes, getQueueUrl, listQueues, purgeQueue } from './queue-actions.ts';
import { receiveMessage } from './receive-message.ts';
import { type Redriven, redrive } from './redrive.ts';
import { sendMessage, sendMessageBatch } from './send-message.ts';
import {
  changeMessageVisibility,
  changeMessageVisibilityBatch,
  deleteMessage,
  deleteMessageBatch,
} from './settle-message.ts';
import type { SqsState } from './sqs-state.ts';

interface SqsParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  /** This runtime's address, so that SDK clients, which send to a queue's URL, stay on it; AWS's own by default. */
  readonly urlBase?: string;
  readonly journal?: Journal;
  /** Who hears what queues measure; nobody by default. */
  readonly cloudWatch?: Pick<CloudWatch, 'measure' | 'connect'>;
}

export interface Sqs {
  readonly kinds: ResourceKinds;
  /** Learns from any loaded resource which queues are dead-letter queues. */
  noteDeadLetters(resource: Resource): void;
  /** All messages lying in dead-letter queues. */
  deadLetters(): readonly DeadLetter[];
  /** What a poller sees of a queue; undefined where no queue with this ARN is loaded. */
  polled(arn: string): PolledQueue | undefined;
  /** Puts dead letters back to where they came from. */
  redrive(): Promise<Redriven>;
}

type Action = (state: SqsState, call: AwsCall) => Record<string, unknown>;

const actions = new Map<string, Action>(
  Object.entries({
    SendMessage: sendMessage,
    SendMessageBatch: sendMessageBatch,
    ReceiveMessage: receiveMessage,
    DeleteMessage: deleteMessage,
    DeleteMessageBatch: deleteMessageBatch,
    ChangeMessageVisibility: changeMessageVisibility,
    ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
    GetQueueAttributes: getQueueAttributes,
    GetQueueUrl: getQueueUrl,
    ListQueues: listQueues,
    PurgeQueue: purgeQueue,
    StartMessageMoveTask: startMessageMoveTask,
  }),
);

/** Puts SQS into service. */
export function createSqs(parts: SqsParts): Sqs {
  const { scheduler, dispatcher, place, journal = noJournal } = parts;
  const state: SqsState = {
    queues: { byName: new Map(), deadLetterArns: new Set(), touched: new Map() },
    now: () => scheduler.now(),
    measure: parts.cloudWatch?.measure ?? unmeasured,
  };
  dispatcher.register('sqs', async (call) => {
    const action = actions.get(call.action);
    if (!action) throw unsupportedAction(call);
    return action(state, call);
  });
  const urlBase = parts.urlBase ?? `https://sqs.${place.region}.amazonaws.com`;
  return {
    kinds: {
      'AWS::SQS::Queue': queueKind({ ...state, urlBase, journal, connect: parts.cloudWatch?.connect }),
    },
    noteDeadLetters(resource) {
      for (const arn of deadLetterTargets(resource)) state.queues.deadLetterArns.add(arn);
    },
    deadLetters: () => lyingMessages(state.queues, scheduler.now()).map(deadLetterOf),
    polled: (arn) => polledQueue(state, arn),
    redrive: () => scheduler.track(redrive(state, dispatcher)),
  };
}
