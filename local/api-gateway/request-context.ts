import { randomBytes, randomUUID } from 'node:crypto';
import type { Place } from '../cloudformation/resource.ts';
import { type GatewayRequest, headerOf } from './gateway-request.ts';
import type { RestApi, Stage } from './gateway-state.ts';

/** A request on its way through one stage of one API. */
export interface Exchange {
  readonly api: RestApi;
  readonly stage: Stage;
  readonly request: GatewayRequest;
  /** `requestContext` of the events, and `$context` of the templates. */
  readonly context: Readonly<Record<string, unknown>>;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What requestContext says of every request; the route, the authorizer and the API key are added on the way. */
export function requestContext(
  request: GatewayRequest,
  at: { api: RestApi; stage: Stage },
  arrival: { place: Place; now: number },
): Record<string, unknown> {
  return {
    accountId: arrival.place.account,
    apiId: at.api.id,
    deploymentId: at.stage.deploymentId,
    domainName: request.host,
    domainPrefix: at.api.id,
    extendedRequestId: randomBytes(11).toString('base64'),
    httpMethod: request.httpMethod,
    identity: identityOf(request),
    path: `/${at.stage.name}${request.path}`,
    protocol: 'HTTP/1.1',
    requestId: randomUUID(),
    requestTime: commonLogTime(arrival.now),
    requestTimeEpoch: arrival.now,
    stage: at.stage.name,
  };
}

function identityOf(request: GatewayRequest): Record<string, unknown> {
  return {
    accessKey: null,
    accountId: null,
    caller: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: request.sourceIp,
    user: null,
    userAgent: headerOf(request, 'user-agent') ?? null,
    userArn: null,
  };
}

/** As the Common Log Format has it: 09/Apr/2015:12:34:56 +0000. */
function commonLogTime(epochMs: number): string {
  const at = new Date(epochMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${day}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}
