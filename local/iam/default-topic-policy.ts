import type { Place } from '../cloudformation/resource.ts';
import { readPolicy } from './policy-document.ts';
import type { Statement } from './statement.ts';

/**
 * What holds for a topic without a policy of its own. AWS's default lets whoever acts for the topic's account publish, by the key
 * aws:SourceOwner; of the services emulated here CloudWatch alone sets it, so EventBridge and the others need a policy. Roles
 * are left to their own policies.
 */
export function defaultTopicPolicy({ account }: Place): readonly Statement[] {
  const statement = {
    Sid: '__default_statement_ID',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  };
  return readPolicy({ Statement: statement }, 'the default policy of topics', 'resource');
}
