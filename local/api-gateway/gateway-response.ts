import { type GatewayRequest, headerOf } from './gateway-request.ts';
import type { GatewayResponseSetting, GatewayState } from './gateway-state.ts';
import type { HttpAnswer } from './http-answer.ts';
import { lookUp, render, type TemplateContext } from './template.ts';

/** Status and error type by default (API Gateway developer guide, "Gateway response types"). */
const defaults = {
  ACCESS_DENIED: [403, 'AccessDeniedException'],
  API_CONFIGURATION_ERROR: [500, 'ApiConfigurationException'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, 'AuthorizerConfigurationException'],
  AUTHORIZER_FAILURE: [500, 'AuthorizerFailureException'],
  BAD_REQUEST_PARAMETERS: [400, 'BadRequestException'],
  BAD_REQUEST_BODY: [400, 'BadRequestException'],
  DEFAULT_4XX: [400, 'BadRequestException'],
  DEFAULT_5XX: [500, 'InternalServerErrorException'],
  EXPIRED_TOKEN: [403, 'ExpiredTokenException'],
  INTEGRATION_FAILURE: [504, 'IntegrationFailureException'],
  INTEGRATION_TIMEOUT: [504, 'InternalServerErrorException'],
  INVALID_API_KEY: [403, 'ForbiddenException'],
  INVALID_SIGNATURE: [403, 'InvalidSignatureException'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'MissingAuthenticationTokenException'],
  QUOTA_EXCEEDED: [429, 'LimitExceededException'],
  REQUEST_TOO_LARGE: [413, 'RequestTooLargeException'],
  RESOURCE_NOT_FOUND: [404, 'ResourceNotFoundException'],
  THROTTLED: [429, 'TooManyRequestsException'],
  UNAUTHORIZED: [401, 'UnauthorizedException'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'BadRequestException'],
  WAF_FILTERED: [403, 'WafFilteredException'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

type GatewayResponseType = keyof typeof defaults;

export const gatewayResponseTypes = Object.keys(defaults) as GatewayResponseType[];

/** What the gateway answers itself; `status` where it differs from the type's. */
export class GatewayError extends Error {
  readonly type: GatewayResponseType;
  /** What `$context.error.message` gives. */
  readonly said: string | null;
  readonly status: number | undefined;
  constructor(type: GatewayResponseType, said: string | null, status?: number) {
    super(`${type}: ${said}`);
    this.type = type;
    this.said = said;
    this.status = status;
  }
}

/** Puts a gateway response together: the API's own for this type, else for DEFAULT_4XX or DEFAULT_5XX, else AWS's. */
export function gatewayResponse(
  state: GatewayState,
  error: GatewayError,
  asked: { apiId: string; request: GatewayRequest; context: TemplateContext },
): HttpAnswer {
  const [typeStatus, errorType] = defaults[error.type];
  const status = error.status ?? typeStatus;
  const setting = settingFor(state, asked.apiId, { type: error.type, status });
  const context = {
    ...asked.context,
    error: { message: error.said, messageString: JSON.stringify(error.said), responseType: error.type },
  };
  const [contentType, template] = templateFor(setting, error.type, headerOf(asked.request, 'accept'));
  const headers: [string, string][] = [
    ['content-type', contentType],
    ['x-amzn-errortype', errorType],
  ];
  for (const [parameter, mapping] of Object.entries(setting?.parameters ?? {})) {
    const name = parameter.slice('gatewayresponse.header.'.length).toLowerCase();
    const value = mapParameter(mapping, asked.request, context);
    const at = headers.findIndex(([taken]) => taken === name);
    if (value !== undefined) headers.splice(at < 0 ? headers.length : at, at < 0 ? 0 : 1, [name, value]);
  }
  return { status: setting?.status ?? status, headers, body: Buffer.from(render(template, context)) };
}

function settingFor(state: GatewayState, apiId: string, asked: { type: string; status: number }) {
  const own = state.responses.filter((setting) => setting.apiId === apiId);
  const fallback = asked.status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX';
  return own.find((setting) => setting.type === asked.type) ?? own.find((setting) => setting.type === fallback);
}

/** The template is chosen by what the client accepts, then JSON, then the first there is. */
function templateFor(
  setting: GatewayResponseSetting | undefined,
  type: GatewayResponseType,
  accept: string | undefined,
) {
  const templates = setting?.templates ?? {};
  const wanted = accept?.split(/[,;]/, 1)[0]?.trim() ?? '';
  const [first] = Object.keys(templates);
  const key = [wanted, 'application/json', first].find((name) => name !== undefined && templates[name] !== undefined);
  if (key !== undefined) return [key, templates[key] ?? ''] as const;
  // AWS spells the member differently in this one answer.
  const member = type === 'ACCESS_DENIED' ? 'Message' : 'message';
  return ['application/json', `{"${member}":$context.error.messageString}`] as const;
}

/** A response parameter is a quoted constant, a context variable or something of the request. */
function mapParameter(mapping: string, request: GatewayRequest, context: TemplateContext): string | undefined {
  if (mapping.startsWith("'")) return mapping.slice(1, -1);
  const [, place, name = ''] = /^(context|method\.request\.(?:header|querystring|path))\.(.+)$/.exec(mapping) ?? [];
  if (place === 'method.request.header') return headerOf(request, name);
  if (place === 'method.request.querystring') return request.query.get(name)?.at(-1);
  if (place === 'method.request.path') return request.pathParameters?.[name];
  const value = lookUp(context, name);
  return value === undefined || value === null ? undefined : String(value);
}
