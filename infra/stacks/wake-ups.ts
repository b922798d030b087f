import { Duration, Stack } from 'aws-cdk-lib';
import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { dueItems } from '../../functions/platform/due.index.ts';
import { DeadLetters } from '../constructs/dead-letters.ts';
import { alarmPeriod } from '../constructs/explained-alarm.ts';
import { measure } from '../constructs/fact-graphs.ts';
import type { OperatorView, Watched } from '../constructs/operator-view.ts';
import { ScheduledTask } from '../constructs/scheduled-task.ts';
import { TableFunction, writes } from '../constructs/table-function.ts';
import type { DataStack, StageProps } from './data.ts';
import type { LeadsStack } from './leads.ts';

interface WakeUpsProps extends StageProps {
  readonly data: DataStack;
  readonly leads: LeadsStack;
}

/** What waits in the table is woken in its time: the one sweep over the due index. */
export class WakeUpsStack extends Stack implements Watched {
  private readonly sweep: TableFunction;
  private readonly props: WakeUpsProps;

  constructor(scope: Construct, id: string, props: WakeUpsProps) {
    super(scope, id, props);
    this.props = props;
    const { stage, data, leads } = props;
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      stage,
      capability: 'wake-ups',
      happened: (queue) =>
        `The sweep over what is due failed and lies in the queue ${queue}. Nothing is lost: what is due stays due.`,
      remedy:
        'See why with `npm run log -- sweep-due`. Mend the cause; the next sweep, a minute later, finds all that is due, however long nobody looked. `npm run redrive -- dead-letters` empties the queue: each run looks at all that is due.',
    });
    this.sweep = new TableFunction(this, 'SweepDue', {
      stage,
      data,
      handler: 'wake-ups/sweep-due',
      actions: [...writes, 'Query'],
      indexes: [dueItems],
      timeoutSeconds: 55,
      memoryMegabytes: 1024,
      // A late or doubled tick may overlap with the next; a third run would only do what these two do.
      reservedConcurrency: 2,
    });
    this.sweep.setVariable('STARTS_PER_SECOND', String(stage.wakeUps.startsPerSecond));
    leads.allowSlaTimer(this.sweep);
    new ScheduledTask(this, 'EveryMinute', {
      stage,
      target: this.sweep,
      schedule: Schedule.rate(Duration.minutes(1)),
      when: 'Every minute',
      maxEventAge: Duration.minutes(1),
      due: dueItems,
      deadLetters,
    });
  }

  get operatorView(): OperatorView {
    const { stage } = this.props;
    const lag = measure(stage, { name: 'DueLagSeconds', period: alarmPeriod, statistic: 'Maximum' });
    const late = {
      id: 'DueLag',
      metric: lag,
      threshold: 300,
      periods: 3,
      happened:
        'Something has been due in the table for over five minutes and is not done: an SLA step, a follow-up or the comparison of a count comes late. Nothing is lost.',
      remedy:
        'See what the sweep could not do, and why, with `npm run log -- sweep-due`. If it started all, see why the steps fail with `npm run log -- decide-lead-sla`: every minute what is due is started again. Where neither says a thing Lambda throttles them: look at Throttles in CloudWatch and at the concurrency of the account. If there is only too much of it, raise wakeUps.startsPerSecond in lanekeeper.config.json, below the quota of StartExecution.',
    };
    const due = new GraphWidget({
      title: 'What is due: how late the oldest is (seconds), what was started, what was left',
      left: [lag],
      right: ['DueStarted', 'DueLeft'].map((name) => measure(stage, { name, period: alarmPeriod })),
      width: 12,
    });
    return { alarms: [late], widgets: [due] };
  }
}
