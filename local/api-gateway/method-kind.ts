import * as z from 'zod';
import { type Resource, type ResourceKind, Unsupported } from '../cloudformation/resource.ts';
import { flag, harmless, number, readProperties } from '../lambda/read-properties.ts';
import type { GatewayState, LambdaProxyIntegration, Method, MockIntegration } from './gateway-state.ts';
import { refuseLogic } from './template.ts';

const texts = z.record(z.string(), z.string());

const proxy = z.strictObject({
  Type: z.literal('AWS_PROXY'),
  IntegrationHttpMethod: z.literal('POST'),
  Uri: z.string(),
  Credentials: z.string().optional(),
  TimeoutInMillis: number.default(29_000),
  PassthroughBehavior: harmless,
});

const mock = z.strictObject({
  Type: z.literal('MOCK'),
  IntegrationHttpMethod: harmless,
  RequestTemplates: texts.default({}),
  IntegrationResponses: z
    .array(
      z.strictObject({
        StatusCode: z.coerce.number(),
        SelectionPattern: harmless,
        ResponseParameters: texts.default({}),
        ResponseTemplates: texts.default({}),
      }),
    )
    .default([]),
  PassthroughBehavior: harmless,
});

const properties = z.strictObject({
  RestApiId: z.string(),
  ResourceId: z.string(),
  HttpMethod: z.string(),
  AuthorizationType: z.enum(['NONE', 'CUSTOM']).default('NONE'),
  AuthorizerId: z.string().optional(),
  ApiKeyRequired: flag.default(false),
  RequestParameters: z.record(z.string(), flag).default({}),
  RequestModels: texts.optional(),
  RequestValidatorId: z.string().optional(),
  Integration: z.discriminatedUnion('Type', [proxy, mock]),
  MethodResponses: harmless,
  OperationName: harmless,
});

/** The kind AWS::ApiGateway::Method: without authorization or with a Lambda authorizer, to a function or a mock. */
export function methodKind(state: GatewayState): ResourceKind {
  return {
    identify: (physicalName) => ({ ref: physicalName, attributes: {} }),
    load(resource) {
      const read = readProperties(resource, properties);
      const method: Method = {
        logicalId: resource.logicalId,
        apiId: read.RestApiId,
        resourceId: read.ResourceId,
        httpMethod: read.HttpMethod,
        authorizerId: read.AuthorizationType === 'CUSTOM' ? read.AuthorizerId : undefined,
        apiKeyRequired: read.ApiKeyRequired,
        requestParameters: read.RequestParameters,
        hasModels: read.RequestModels !== undefined,
        validatorId: read.RequestValidatorId,
        integration:
          read.Integration.Type === 'MOCK'
            ? mockIntegration(resource, read.Integration)
            : lambdaProxy(resource, read.Integration),
      };
      state.methods.push(method);
      refuseBodyValidation(state, resource);
    },
  };
}

/** Throws Unsupported when a method names both a model and a validator that would hold its body against it. */
export function refuseBodyValidation(state: GatewayState, resource: Resource): void {
  for (const method of state.methods) {
    if (method.hasModels && state.validators.get(method.validatorId ?? '')?.body)
      throw new Unsupported(
        `${resource.path} (${resource.type}): validation of ${method.logicalId}'s body is not emulated`,
      );
  }
}

/** The function's ARN in `arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<arn>/invocations`; Unsupported for any other. */
export function functionArnInUri(resource: Resource, uri: string): string {
  const arn = /:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/.exec(uri)?.[1];
  if (arn) return arn;
  throw new Unsupported(`${resource.path} (${resource.type}): the integration ${uri} is not emulated`);
}

function lambdaProxy(resource: Resource, read: z.output<typeof proxy>): LambdaProxyIntegration {
  return {
    type: 'AWS_PROXY',
    functionArn: functionArnInUri(resource, read.Uri),
    roleArn: read.Credentials,
    timeoutMilliseconds: read.TimeoutInMillis,
  };
}

function mockIntegration(resource: Resource, read: z.output<typeof mock>): MockIntegration {
  const responses = read.IntegrationResponses.map((response) => ({
    status: response.StatusCode,
    parameters: response.ResponseParameters,
    templates: response.ResponseTemplates,
  }));
  for (const { templates } of responses) refuseLogic(resource, templates);
  refuseLogic(resource, read.RequestTemplates);
  return { type: 'MOCK', requestTemplates: read.RequestTemplates, responses };
}
