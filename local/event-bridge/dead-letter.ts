import type { AwsCall } from '../dispatcher.ts';
import type { Defeat } from './delivery.ts';
import type { Rule } from './event-bridge-state.ts';
import type { RuleTarget } from './target.resource.ts';
import { principalOf, queueUrl } from './target-call.ts';

/** The call that lays an undelivered event into the target's dead-letter queue; undefined where it has none. */
export function deadLetterCall(rule: Rule, target: RuleTarget, defeat: Defeat): AwsCall | undefined {
  const arn = target.DeadLetterConfig?.Arn;
  if (arn === undefined) return undefined;
  const { delivery, failure, exhausted } = defeat;
  const attributes = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.Arn,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    RETRY_ATTEMPTS: String(delivery.retries),
    ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
  };
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
  const input = { QueueUrl: queueUrl(arn), MessageBody: JSON.stringify(delivery.event), MessageAttributes };
  return { service: 'sqs', action: 'SendMessage', input, principal: principalOf(rule) };
}
