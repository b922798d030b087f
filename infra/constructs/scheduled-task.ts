import { type CfnRule, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { TableIndex } from '../../functions/platform/table.index.ts';
import type { Stage } from '../stages.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

interface DailyTaskProps {
  readonly stage: Stage;
  readonly target: ServiceFunction;
  /** UTC. */
  readonly at: { readonly hour: number; readonly minute: number };
  /** What the task looks after, by instants: the runtime jumps over the days on which nothing in it is due. */
  readonly due: TableIndex;
  readonly deadLetters: DeadLetters;
}

/** Runs a function once a day, three times if it fails, then the dead letters. */
export class DailyTask extends Construct {
  constructor(scope: Construct, id: string, { stage, target, at, due, deadLetters }: DailyTaskProps) {
    super(scope, id);
    const rule = new Rule(this, 'Rule', {
      description: `The end of a day to ${target.node.id}`,
      schedule: Schedule.cron({ hour: String(at.hour), minute: String(at.minute) }),
      targets: [new LambdaFunction(target, { deadLetterQueue: deadLetters })],
    });
    (rule.node.defaultChild as CfnRule).addMetadata('local:dueIndex', {
      table: `lanekeeper-${stage.name}`,
      index: due.name,
      dueAttribute: due.sort,
    });
    target.configureAsyncInvoke({ retryAttempts: 2, onFailure: deadLetters.asDestination });
  }
}
