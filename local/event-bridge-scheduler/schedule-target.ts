import * as z from 'zod';
import { isJson, serviceOf } from '../event-bridge/target.resource.ts';

// Defaults and ranges as AWS::Scheduler::Schedule RetryPolicy documents them.
const retryPolicy = z.strictObject({
  MaximumRetryAttempts: z.coerce.number().int().min(0).max(185).default(185),
  MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(86_400).default(86_400),
});

/** Target of AWS::Scheduler::Schedule, as far as it is emulated. */
export const scheduleTarget = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string(),
  Input: z.string().optional(),
  RetryPolicy: retryPolicy.prefault({}),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
  EventBridgeParameters: z.strictObject({ DetailType: z.string(), Source: z.string() }).optional(),
});

/** The target of a schedule. */
export type ScheduleTarget = z.output<typeof scheduleTarget>;

/** Why a target is refused: it is not emulated, or AWS would refuse it; undefined for one that is served. */
export function targetProblem({
  Arn,
  Input,
  EventBridgeParameters,
  SqsParameters,
}: ScheduleTarget): string | undefined {
  const service = serviceOf({ Arn });
  if (!service) return `Target.Arn ${Arn} is not emulated`;
  if ((service === 'events') !== (EventBridgeParameters !== undefined))
    return 'Target.EventBridgeParameters are for event buses, which need them';
  if ((service === 'sqs' && Arn.endsWith('.fifo')) !== (SqsParameters !== undefined))
    return 'Target.SqsParameters are for FIFO queues, which need them';
  if (service !== 'sqs' && Input !== undefined && !isJson(Input)) return 'Target.Input is not JSON';
  return undefined;
}
