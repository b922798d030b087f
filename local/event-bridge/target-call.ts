import type { AwsCall, Principal } from '../dispatcher.ts';
import type { Delivery } from './delivery.ts';
import { uuidOf } from './event.ts';
import type { Rule } from './event-bridge-state.ts';
import { type RuleTarget, serviceOf } from './target.resource.ts';
import { targetInput } from './target-input.ts';

/** The call that hands an event to a target, in the name of the rule and with the target's role where it has one. */
export function targetCall(rule: Rule, target: RuleTarget, delivery: Delivery): AwsCall {
  const principal = principalOf(rule, target.RoleArn);
  const text = () => targetInput(rule, target, delivery);
  switch (serviceOf(target)) {
    case 'lambda': {
      const input = { FunctionName: target.Arn, InvocationType: 'Event', Payload: text() };
      return { service: 'lambda', action: 'InvokeFunction', input, principal };
    }
    case 'sqs': {
      const input = { QueueUrl: queueUrl(target.Arn), MessageBody: text(), ...target.SqsParameters };
      return { service: 'sqs', action: 'SendMessage', input, principal };
    }
    case 'states': {
      // Named by the delivery: a retry after an answer that got lost starts nothing twice.
      const name = `${delivery.event.id}_${uuidOf(delivery.id)}`;
      const input = { stateMachineArn: target.Arn, name, input: text() };
      return { service: 'states', action: 'StartExecution', input, principal };
    }
    default:
      return {
        service: 'events',
        action: 'PutEvents',
        input: { Entries: [forwardedEntry(target, delivery)] },
        principal,
      };
  }
}

/** In whose name a rule calls: with a target's role, or in EventBridge's own on the rule's behalf. */
export function principalOf({ logicalId, arn }: Rule, roleArn?: string): Principal {
  const service = 'events.amazonaws.com';
  return { name: logicalId, service, ...(roleArn === undefined ? { sourceArn: arn } : { roleArn }) };
}

/** The URL of a queue, from its ARN. */
export function queueUrl(arn: string): string {
  const [, , , region = '', account = '', name = ''] = arn.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

function forwardedEntry(target: RuleTarget, { event }: Delivery): Record<string, unknown> {
  return {
    EventBusName: target.Arn,
    Source: event.source,
    DetailType: event['detail-type'],
    Detail: JSON.stringify(event.detail),
    Resources: event.resources,
    Time: Date.parse(event.time) / 1000,
  };
}
