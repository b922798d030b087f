import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import type { AlarmDescription } from './operator-view.ts';

/** Whom alarms tell, and of which stage they are. */
interface Told {
  readonly stage: Stage;
  readonly topic: ITopic;
}

/** An alarm whose text says what happened and what to do; it tells the topic when it rises and when it clears. */
export class ExplainedAlarm extends Alarm {
  constructor(scope: Construct, described: AlarmDescription, { stage, topic }: Told) {
    super(scope, described.id, {
      // A name of its own, because with CloudFormation's the subject of the mail would be cut off.
      alarmName: `${stage.base}-${kebabCase(described.id)}`,
      metric: described.metric,
      threshold: described.threshold,
      evaluationPeriods: described.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${described.happened} WHAT TO DO: ${withPlace(described.remedy, stage.flags)}`,
    });
    this.addAlarmAction(new SnsAction(topic));
    this.addOkAction(new SnsAction(topic));
  }
}

/** A text in which every command of ours says where it acts, so that it can be run as it is printed. */
function withPlace(text: string, flags: string): string {
  return text.replace(/`npm run ([^`]+)`/g, (printed, words: string) =>
    words.includes('--stage') ? printed : `\`npm run ${words} ${flags}\``,
  );
}

/** `LeadSlaFailed` as a part of a name: `lead-sla-failed`. */
function kebabCase(id: string): string {
  return id.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
}

/** The period our alarms look at. */
export const alarmPeriod = Duration.minutes(1);
