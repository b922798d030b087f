import * as z from 'zod';
import type { ResourceKind, ResourceKinds } from '../cloudformation/resource.ts';
import { flag, harmless, number, readProperties } from '../lambda/read-properties.ts';
import type { GatewayState } from './gateway-state.ts';
import { refuseBodyValidation } from './method-kind.ts';
import { identifiedAs, shortId } from './short-id.ts';

const restApi = z.strictObject({
  Name: z.string(),
  BinaryMediaTypes: z.array(z.string()).default([]),
  ApiKeySourceType: z.enum(['HEADER', 'AUTHORIZER']).default('HEADER'),
  MinimumCompressionSize: number.optional(),
  // Its own endpoint is the only way to an API in this runtime.
  DisableExecuteApiEndpoint: flag.pipe(z.literal(false)).optional(),
  EndpointConfiguration: harmless,
  Description: harmless,
  Tags: harmless,
});

const apiResource = z.strictObject({ RestApiId: z.string(), ParentId: z.string(), PathPart: z.string() });

const deployment = z.strictObject({ RestApiId: harmless, Description: harmless });

const validator = z.strictObject({
  RestApiId: harmless,
  Name: harmless,
  ValidateRequestBody: flag.default(false),
  ValidateRequestParameters: flag.default(false),
});

const noEffect = (attribute: string) => ({ identify: identifiedAs(attribute) });

/** The kinds that make up an API's frame: the API itself, its paths, deployments, validators, models, the account. */
export function restApiKinds(state: GatewayState): ResourceKinds {
  return {
    'AWS::ApiGateway::RestApi': restApiKind(state),
    'AWS::ApiGateway::Resource': apiResourceKind(state),
    'AWS::ApiGateway::RequestValidator': validatorKind(state),
    // What is loaded is what is deployed: there is no second state to deploy it from.
    'AWS::ApiGateway::Deployment': {
      identify: identifiedAs('DeploymentId', 6),
      load: (resource) => void readProperties(resource, deployment),
    },
    'AWS::ApiGateway::Model': noEffect('ModelId'),
    'AWS::ApiGateway::Account': noEffect('Id'),
  };
}

function restApiKind(state: GatewayState): ResourceKind {
  return {
    identify(physicalName) {
      const id = shortId(physicalName);
      return { ref: id, attributes: { RestApiId: id, RootResourceId: shortId(`${physicalName}/`) } };
    },
    load(resource) {
      const read = readProperties(resource, restApi);
      state.apis.set(resource.ref, {
        id: resource.ref,
        name: read.Name,
        rootResourceId: resource.attributes['RootResourceId'] ?? '',
        binaryMediaTypes: read.BinaryMediaTypes.map((type) => type.replaceAll('~1', '/').toLowerCase()),
        apiKeySource: read.ApiKeySourceType,
        minimumCompressionSize: read.MinimumCompressionSize,
      });
    },
  };
}

function apiResourceKind(state: GatewayState): ResourceKind {
  return {
    identify: identifiedAs('ResourceId', 6),
    load(resource) {
      const { RestApiId, ParentId, PathPart } = readProperties(resource, apiResource);
      state.resources.push({ id: resource.ref, apiId: RestApiId, parentId: ParentId, pathPart: PathPart });
    },
  };
}

function validatorKind(state: GatewayState): ResourceKind {
  return {
    identify: identifiedAs('RequestValidatorId'),
    load(resource) {
      const read = readProperties(resource, validator);
      state.validators.set(resource.ref, {
        parameters: read.ValidateRequestParameters,
        body: read.ValidateRequestBody,
      });
      refuseBodyValidation(state, resource);
    },
  };
}
