import type { Place } from '../cloudformation/resource.ts';
import type { Principal } from '../dispatcher.ts';
import type { Exchange } from './request-context.ts';

/**
 * In whose name the gateway invokes a function: with the role its template names, or in its own on behalf of a part of
 * the API: `authorizers/<id>`, or `<stage>/<method>/<resource path>`.
 */
export function gatewayPrincipal(
  called: { readonly logicalId: string; readonly roleArn?: string | undefined },
  exchange: Pick<Exchange, 'api'>,
  { place, behalf }: { place: Place; behalf: string },
): Principal {
  const { logicalId: name, roleArn } = called;
  const service = 'apigateway.amazonaws.com';
  if (roleArn !== undefined) return { name, service, roleArn };
  const { partition, region, account } = place;
  const sourceArn = `arn:${partition}:execute-api:${region}:${account}:${exchange.api.id}/${behalf}`;
  return { name, service, sourceArn };
}
