import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { AlarmDescription } from './operator-view.ts';

/** An alarm whose text says what happened and what to do; it tells the topic when it rises and when it clears. */
export class ExplainedAlarm extends Alarm {
  constructor(scope: Construct, described: AlarmDescription, topic: ITopic) {
    super(scope, described.id, {
      metric: described.metric,
      threshold: described.threshold,
      evaluationPeriods: described.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${described.happened} WHAT TO DO: ${described.remedy}`,
    });
    this.addAlarmAction(new SnsAction(topic));
    this.addOkAction(new SnsAction(topic));
  }
}

/** The period our alarms look at. */
export const alarmPeriod = Duration.minutes(1);
