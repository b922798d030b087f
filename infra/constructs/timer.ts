import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { EventDefinition } from '../../functions/events/event.ts';
import type { OwnEnvName } from '../../functions/platform/env.port.ts';
import type { Stage } from '../stages.ts';
import type { DeadLetters } from './dead-letters.ts';
import { EventRule } from './event-rule.ts';
import { timerRuns } from './queue-runs.ts';
import { QueuedRule } from './queued-rule.ts';
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
  /** The room and the name: `leads/lead-sla` has the handlers `leads/decide-lead-sla`, `leads/start-lead-sla` and `leads/end-lead-sla`. */
  readonly timer: `${string}/${string}`;
  /** What starts one. */
  readonly startedBy: readonly EventDefinition[];
  /** What tells that nothing is left to wait for: its execution is stopped then. */
  readonly endedBy: readonly EventDefinition[];
  /** The environment variable that names its state machine to whoever starts it. */
  readonly startVariable: OwnEnvName;
  /** What the decision needs beside the items of the table. */
  readonly decide?: Pick<TableFunctionProps, 'indexes' | 'reservedConcurrency' | 'timeoutSeconds'>;
  readonly words: TimerWords;
}

/**
 * A timer that waits in a Standard execution: its state machine, the function it asks what to do now, and the functions that
 * start and stop it. Starts come through a queue, at the rate that Step Functions takes: an account may start fewer a second than
 * its API takes leads. All timers share one definition, `statemachines/timer.asl.json`.
 */
export class Timer extends Workflow {
  constructor(scope: Construct, id: string, props: TimerProps) {
    const { stage, bus, deadLetters, endedBy, startVariable, words } = props;
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
    this.addStart(scope, id, props);
    const end = new ServiceFunction(scope, `End${id}`, { stage, handler: `${room}/end-${machine}` });
    this.allowStop(end);
    new EventRule(scope, `OnEventEnd${id}`, { bus, events: endedBy, target: end, deadLetters });
  }

  private addStart(
    scope: Construct,
    id: string,
    { stage, bus, timer, startedBy, deadLetters, words }: TimerProps,
  ): void {
    const runs = timerRuns(stage);
    const [, machine = id] = timer.split('/');
    const start = new ServiceFunction(scope, `Start${id}`, {
      stage,
      handler: timer.replace('/', '/start-'),
      // A batch of ten calls, each as long as one may hang.
      timeoutSeconds: 40,
    });
    start.setVariable('TIMERS_PER_SECOND', String(stage.timersPerSecond));
    start.setVariable('TIMER_RUNS', String(runs));
    this.allowStart(start);
    new QueuedRule(scope, `OnEventStart${id}`, {
      ...{ stage, bus, events: startedBy, target: start, runs, deadLetters },
      name: `start-${machine}`,
      words: {
        events: `Starts of the ${words.timer}`,
        remedy: `See with \`npm run log -- start-${machine}\` whether starts fail. If none does, there are more than timersPerSecond in lanekeeper.config.json: raise it with the account's quota of StartExecution. No ${words.timer} is lost: what is five minutes overdue the sweep starts.`,
      },
    });
  }
}
