import type { Place } from '../../cloudformation/resource.ts';
import type { Alarm } from './alarm.ts';
import { decimal } from './reason.ts';
import type { Change } from './watch.ts';

/** Regions as CloudWatch calls them; another goes by its code. */
const regionNames: Readonly<Record<string, string>> = {
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-2': 'US West (Oregon)',
  'eu-central-1': 'EU (Frankfurt)',
  'eu-west-1': 'EU (Ireland)',
  'eu-west-2': 'EU (London)',
};

const longestSubject = 100;

/** What CloudWatch publishes of a change: to mailboxes a letter, to everybody else a document in JSON. */
export function notificationOf(alarm: Alarm, change: Change, place: Place): { Subject: string; Message: string } {
  const region = regionNames[place.region] ?? place.region;
  return {
    Subject: `${change.to}: "${alarm.name}" in ${region}`.slice(0, longestSubject),
    Message: JSON.stringify({
      default: JSON.stringify(documentOf(alarm, change, { ...place, region })),
      email: letterOf(alarm, change, { region, code: place.region, account: place.account }),
    }),
  };
}

function documentOf(alarm: Alarm, change: Change, { region, account }: Omit<Place, 'partition'>): object {
  const { metric, statistic, missing } = alarm;
  const percentile = /^p/.test(statistic);
  return {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: account,
    NewStateValue: change.to,
    NewStateReason: change.reason,
    StateChangeTime: change.at.replace('Z', '+0000'),
    Region: region,
    AlarmArn: alarm.arn,
    OldStateValue: change.from,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    Trigger: {
      MetricName: metric.name,
      Namespace: metric.namespace,
      ...(percentile
        ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic: statistic }
        : { StatisticType: 'Statistic', Statistic: statistic.toUpperCase() }),
      Unit: alarm.unit ?? null,
      Dimensions: Object.entries(metric.dimensions).map(([name, value]) => ({ value, name })),
      Period: alarm.periodMs / 1000,
      EvaluationPeriods: alarm.evaluationPeriods,
      DatapointsToAlarm: alarm.datapointsToAlarm,
      ComparisonOperator: alarm.comparison,
      Threshold: alarm.threshold,
      TreatMissingData: missing,
      EvaluateLowSampleCountPercentile: '',
    },
  };
}

interface Whereabouts {
  readonly region: string;
  readonly code: string;
  readonly account: string;
}

function letterOf(alarm: Alarm, change: Change, { region, code, account }: Whereabouts): string {
  const { name } = alarm;
  const at = longDate(change.at);
  const details = [
    ['Name', name],
    ['Description', alarm.description ?? ''],
    ['State Change', `${change.from} -> ${change.to}`],
    ['Reason for State Change', change.reason],
    ['Timestamp', at],
    ['AWS Account', account],
    ['Alarm Arn', alarm.arn],
  ] as const;
  return `You are receiving this email because your Amazon CloudWatch Alarm "${name}" in the ${region} region has entered the ${change.to} state, because "${change.reason}" at "${at}".

View this alarm in the AWS Management Console:
https://${code}.console.aws.amazon.com/cloudwatch/deeplink.js?region=${code}#alarmsV2:alarm/${encodeURIComponent(name)}

Alarm Details:
${aligned(28, details)}

${definitionOf(alarm)}
`;
}

/** The part of the letter that says what the alarm watches and whom it tells. */
function definitionOf({ metric, actions, ...alarm }: Alarm): string {
  const seconds = alarm.periodMs / 1000;
  const dimensions = Object.entries(metric.dimensions).map((pair) => `[${pair.join(' = ')}]`);
  const listed = (arns: readonly string[]) => (arns.length > 0 ? `[${arns.join(', ')}]` : '');
  const watched = [
    ['MetricNamespace', metric.namespace],
    ['MetricName', metric.name],
    ['Dimensions', dimensions.join(' ')],
    ['Period', `${seconds} seconds`],
    ['Statistic', alarm.statistic],
    ['Unit', alarm.unit ?? 'not specified'],
    ['TreatMissingData', alarm.missing],
  ] as const;
  return `Threshold:
- The alarm is in the ALARM state when the metric is ${alarm.comparison} ${decimal(alarm.threshold)} for at least ${alarm.datapointsToAlarm} of the last ${alarm.evaluationPeriods} period(s) of ${seconds} seconds.

Monitored Metric:
${aligned(37, watched)}

State Change Actions:
- OK: ${listed(actions.OK)}
- ALARM: ${listed(actions.ALARM)}
- INSUFFICIENT_DATA: ${listed(actions.INSUFFICIENT_DATA)}`;
}

function aligned(width: number, lines: readonly (readonly [name: string, value: string])[]): string {
  return lines.map(([name, value]) => `- ${`${name}:`.padEnd(width)}${value}`.trimEnd()).join('\n');
}

/** `Monday 23 November, 2026 15:01:00 UTC` */
function longDate(iso: string): string {
  const words = new Intl.DateTimeFormat('en-US', {
    ...{ weekday: 'long', day: '2-digit', month: 'long', year: 'numeric', timeZone: 'UTC' },
  });
  const parts = Object.fromEntries(words.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  return `${parts['weekday']} ${parts['day']} ${parts['month']}, ${parts['year']} ${iso.slice(11, 19)} UTC`;
}
