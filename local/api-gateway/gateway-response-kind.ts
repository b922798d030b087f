import * as z from 'zod';
import type { ResourceKind } from '../cloudformation/resource.ts';
import { readProperties } from '../lambda/read-properties.ts';
import { gatewayResponseTypes } from './gateway-response.ts';
import type { GatewayState } from './gateway-state.ts';
import { identifiedAs } from './short-id.ts';
import { refuseLogic } from './template.ts';

const value = z.string().regex(/^('.*'|context\..+|method\.request\.(header|querystring|path)\..+)$/);

const properties = z.strictObject({
  RestApiId: z.string(),
  ResponseType: z.enum(gatewayResponseTypes),
  StatusCode: z.coerce.number().optional(),
  ResponseParameters: z.record(z.string().regex(/^gatewayresponse\.header\./), value).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
});

/** The kind AWS::ApiGateway::GatewayResponse: what an API answers where no integration does. */
export function gatewayResponseKind(state: GatewayState): ResourceKind {
  return {
    identify: identifiedAs('Id'),
    load(resource) {
      const read = readProperties(resource, properties);
      refuseLogic(resource, read.ResponseTemplates);
      state.responses.push({
        apiId: read.RestApiId,
        type: read.ResponseType,
        status: read.StatusCode,
        parameters: read.ResponseParameters,
        templates: read.ResponseTemplates,
      });
    },
  };
}
