import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { toAuthorizerContext } from '../platform/caller.ts';
import { enter } from '../platform/context.port.ts';
import { openTable } from '../platform/table.port.ts';
import { hashOf, loadCredential } from './credential.store.ts';
import { bearerKey, callerFor } from './credential.ts';

const table = openTable();

/**
 * Tells API Gateway who calls. It answers for the whole stage, because the answer is cached for 60 s under the key;
 * what the key may do is checked per route. Unknown, revoked and expired keys are denied (403), a header that is no
 * key is `Unauthorized` (401).
 */
export async function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const key = bearerKey(event.headers?.['Authorization'] ?? event.headers?.['authorization']);
  if (key === undefined) throw new Error('Unauthorized');
  const keyHash = hashOf(key);
  const caller = callerFor(await loadCredential(table, keyHash), enter().now);
  if (!caller) return { principalId: 'unknown', policyDocument: policy('Deny', event.methodArn) };
  return {
    principalId: caller.credentialId,
    policyDocument: policy('Allow', event.methodArn),
    context: toAuthorizerContext(caller),
    usageIdentifierKey: keyHash,
  };
}

function policy(Effect: 'Allow' | 'Deny', methodArn: string): APIGatewayAuthorizerResult['policyDocument'] {
  const [api, stage] = methodArn.split('/');
  return {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: `${api}/${stage}/*` }],
  };
}
