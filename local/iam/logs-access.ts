import type { AccessOf } from './access.ts';
import { arnOf } from './arn.ts';

/** CloudWatch Logs checks the stream even where it is still to be made; a group is one without a stream. */
const onStream: AccessOf = ({ action, input }, { place }) => {
  const stream = `log-group:${String(input['logGroupName'])}:log-stream:${String(input['logStreamName'] ?? '')}`;
  return [{ action: `logs:${action}`, resource: arnOf('logs', stream, place) }];
};

const everywhere: AccessOf = ({ action }) => [{ action: `logs:${action}`, resource: '*' }];

/** What Step Functions asks of a machine's role to deliver its log ("IAM policies for logging to CloudWatch Logs"). */
export const logDeliveryActions = [
  'CreateLogDelivery',
  'GetLogDelivery',
  'UpdateLogDelivery',
  'DeleteLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'DescribeResourcePolicies',
  'DescribeLogGroups',
] as const;

/** What API Gateway asks of the account's role: all that AmazonAPIGatewayPushToCloudWatchLogs holds. */
export const pushToLogsActions = [
  'CreateLogGroup',
  'CreateLogStream',
  'DescribeLogGroups',
  'DescribeLogStreams',
  'PutLogEvents',
  'GetLogEvents',
  'FilterLogEvents',
] as const;

/** What calls of CloudWatch Logs need. */
export const logsAccess: Readonly<Record<string, AccessOf>> = {
  ...Object.fromEntries(pushToLogsActions.map((action) => [action, onStream])),
  ...Object.fromEntries(logDeliveryActions.map((action) => [action, everywhere])),
};
