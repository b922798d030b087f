import * as z from 'zod';
import type { ResourceKind } from '../cloudformation/resource.ts';
import { harmless, number, readProperties } from '../lambda/read-properties.ts';
import type { GatewayState } from './gateway-state.ts';
import { functionArnInUri } from './method-kind.ts';
import { identifiedAs } from './short-id.ts';

const source = z
  .string()
  .regex(/^(method\.request\.(header|querystring|multivalueheader|multivaluequerystring)|context|stageVariables)\../);

const properties = z.strictObject({
  RestApiId: harmless,
  Name: harmless,
  Type: z.enum(['TOKEN', 'REQUEST']),
  AuthorizerUri: z.string(),
  AuthorizerCredentials: z.string().optional(),
  AuthorizerResultTtlInSeconds: number.default(300),
  IdentitySource: z
    .string()
    .optional()
    .transform((text) => (text ? text.split(',').map((one) => one.trim()) : []))
    .pipe(z.array(source)),
  IdentityValidationExpression: z.string().optional(),
  AuthType: harmless,
});

/** The kind AWS::ApiGateway::Authorizer: a Lambda function that reads a token or the request. */
export function authorizerKind(state: GatewayState): ResourceKind {
  return {
    identify: identifiedAs('AuthorizerId', 6),
    load(resource) {
      const read = readProperties(resource, properties);
      state.authorizers.set(resource.ref, {
        id: resource.ref,
        logicalId: resource.logicalId,
        type: read.Type,
        functionArn: functionArnInUri(resource, read.AuthorizerUri),
        roleArn: read.AuthorizerCredentials,
        identitySources: read.IdentitySource,
        validation: read.IdentityValidationExpression,
        ttlSeconds: read.AuthorizerResultTtlInSeconds,
      });
    },
  };
}
