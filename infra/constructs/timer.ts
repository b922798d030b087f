import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { EventDefinition } from '../../functions/events/event.ts';
import type { OwnEnvName } from '../../functions/platform/env.port.ts';
import type { Stage } from '../stages.ts';
import type { DeadLetters } from './dead-letters.ts';
import { EventRule } from './event-rule.ts';
import { ServiceFunction } from './service-function.ts';
import { TableFunction, type TableFunctionProps, writes } from './table-function.ts';
import { Workflow } from './workflow.ts';

/** How graph and alarms speak of a timer. */
interface TimerWords {
  /** What it is: `SLA timer`. */
  readonly timer: string;
  /** Whose: `lead`. */
  readonly subject: string;
  /** What does not happen while it fails. */
  readonly lost: string;
  /** What an execution's name is: `the lead id`. */
  readonly named: string;
}

interface TimerProps extends Pick<TableFunctionProps, 'data'> {
  readonly stage: Stage;
  readonly bus: IEventBus;
  readonly deadLetters: DeadLetters;
  /** The room and the name: `leads/lead-sla` has the handlers `leads/decide-lead-sla` and `leads/start-lead-sla`. */
  readonly timer: `${string}/${string}`;
  /** What starts one. */
  readonly startedBy: readonly EventDefinition[];
  /** What tells that nothing is left to wait for: the function that starts one stops its execution then. */
  readonly endedBy?: readonly EventDefinition[];
  /** The environment variable that names its state machine to whoever starts it. */
  readonly startVariable: OwnEnvName;
  /** What the decision needs beside the items of the table. */
  readonly decide?: Pick<TableFunctionProps, 'indexes' | 'reservedConcurrency' | 'timeoutSeconds'>;
  readonly words: TimerWords;
}

/**
 * A timer that waits in a Standard execution: its state machine, the function it asks what to do now, the function that
 * starts it, and the rule that brings the events to that. All timers share one definition, `statemachines/timer.asl.json`.
 */
export class Timer extends Workflow {
  constructor(scope: Construct, id: string, props: TimerProps) {
    const { stage, bus, deadLetters, startedBy, endedBy = [], startVariable, words } = props;
    const [room, machine = id] = props.timer.split('/');
    const decide = new TableFunction(scope, `Decide${id}`, {
      stage,
      data: props.data,
      handler: `${room}/decide-${machine}`,
      actions: writes,
      ...props.decide,
    });
    super(scope, id, {
      stage,
      machine,
      definition: 'timer',
      texts: { Comment: `The ${words.timer} of one ${words.subject}.` },
      functions: { DecideArn: decide },
      startVariable,
      words: {
        title: `${words.timer.charAt(0).toUpperCase()}${words.timer.slice(1)}s`,
        what: `The ${words.timer} of at least one ${words.subject}`,
        lost: words.lost,
        named: words.named,
      },
    });
    const start = new ServiceFunction(scope, `Start${id}`, { stage, handler: `${room}/start-${machine}` });
    this.allowStart(start);
    if (endedBy.length > 0) this.allowStop(start);
    new EventRule(scope, `OnEventStart${id}`, { bus, events: [...startedBy, ...endedBy], target: start, deadLetters });
  }
}
