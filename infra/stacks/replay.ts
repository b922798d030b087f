import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { quarantineReplayRequested } from '../../functions/events/intake.events.ts';
import { postReplay } from '../../functions/replay/replay.routes.ts';
import { DeadLetters } from '../constructs/dead-letters.ts';
import type { DeployedRoute } from '../constructs/deployed-route.ts';
import { EventRule } from '../constructs/event-rule.ts';
import { TableFunction, writes } from '../constructs/table-function.ts';
import type { DataStack, StageProps } from './data.ts';
import type { EventsStack } from './events.ts';
import type { IntakeStack } from './intake.ts';

interface ReplayProps extends StageProps {
  readonly data: DataStack;
  readonly events: EventsStack;
  readonly intake: IntakeStack;
}

/** Kept documents tried again: one at once while somebody waits, many by an event each. */
export class ReplayStack extends Stack {
  readonly routes: readonly DeployedRoute[];

  constructor(scope: Construct, id: string, props: ReplayProps) {
    super(scope, id, props);
    const { stage, data, events, intake } = props;
    // A replayed request is told what happened since it came.
    const table = { stage, data, actions: [...writes, 'Query'] as const };
    // A document takes as long as when it came.
    const one = new TableFunction(this, 'PostReplay', { ...table, handler: postReplay.handler, timeoutSeconds: 28 });
    const each = new TableFunction(this, 'ReplayDocument', {
      ...table,
      handler: 'replay/replay-document',
      // All documents of a reason come at once: a replay in bulk must not take the concurrency that new leads need.
      reservedConcurrency: 10,
      timeoutSeconds: 60,
    });
    for (const reader of [one, each]) intake.allowDocuments(reader, ['s3:GetObject']);
    new EventRule(this, 'OnReplayRequested', {
      bus: events.bus,
      events: [quarantineReplayRequested],
      target: each,
      deadLetters: new DeadLetters(this, 'DeadLetters', {
        stage,
        capability: 'replay',
        happened: (queue) => `Kept documents that were to be tried again could not be and lie in the queue ${queue}.`,
        remedy:
          'Read one message: its requestContext names the error. Mend the cause, then `npm run redrive -- dead-letters` tries them again; a document that was replayed meanwhile stays as it is. They are kept 14 days.',
      }),
    });
    this.routes = [{ route: postReplay, target: one }];
  }
}
