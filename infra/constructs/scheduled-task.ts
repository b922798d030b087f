import type { Duration } from 'aws-cdk-lib';
import { type CfnRule, Rule, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { TableIndex } from '../../functions/platform/table.index.ts';
import { tablesOf } from '../names.ts';
import type { Stage } from '../stages.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

interface ScheduledTaskProps {
  readonly stage: Stage;
  readonly target: ServiceFunction;
  /** In UTC, and in words: `The end of a day`. */
  readonly schedule: Schedule;
  readonly when: string;
  /** How long a run is waited for, where the next one does all that it would have done. */
  readonly maxEventAge?: Duration;
  /** What the task looks after, by instants: the runtime jumps over the ticks at which nothing in it is due. */
  readonly due: TableIndex;
  readonly deadLetters: DeadLetters;
}

/** Runs a function on a schedule, three times if it fails, then the dead letters. */
export class ScheduledTask extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id);
    const { stage, target, schedule, when, due, deadLetters } = props;
    const age = props.maxEventAge && { maxEventAge: props.maxEventAge };
    const rule = new Rule(this, 'Rule', {
      description: `${when} to ${target.node.id}`,
      schedule,
      targets: [new LambdaFunction(target, { deadLetterQueue: deadLetters, ...age })],
    });
    (rule.node.defaultChild as CfnRule).addMetadata('local:dueIndex', {
      table: tablesOf(stage.base).main,
      index: due.name,
      dueAttribute: due.sort,
    });
    target.configureAsyncInvoke({ retryAttempts: 2, onFailure: deadLetters.asDestination, ...age });
  }
}
