import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';

interface GatewayProblem {
  readonly type: ResponseType;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

const problems: readonly GatewayProblem[] = [
  {
    type: ResponseType.UNAUTHORIZED,
    status: 401,
    title: 'No usable key was sent',
    detail: 'Send a key as `Authorization: Bearer <key>`.',
  },
  {
    type: ResponseType.ACCESS_DENIED,
    status: 403,
    title: 'This key may not do this',
    detail: 'The key is unknown, revoked or has expired.',
  },
  {
    type: ResponseType.INVALID_API_KEY,
    status: 403,
    title: 'This key may not do this',
    detail: 'The key is not entered in a usage plan; tell the operator.',
  },
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 404,
    title: 'There is nothing here',
    detail: 'No such route or method; GET /v1/openapi.json lists them.',
  },
  {
    type: ResponseType.INVALID_SIGNATURE,
    status: 404,
    title: 'There is nothing here',
    detail: 'No such route or method; GET /v1/openapi.json lists them.',
  },
  {
    type: ResponseType.RESOURCE_NOT_FOUND,
    status: 404,
    title: 'There is nothing here',
    detail: 'No such route or method; GET /v1/openapi.json lists them.',
  },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    title: 'The body is too large',
    detail: 'A body may have 256 KB.',
  },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    status: 415,
    title: 'This content type is not taken here',
    detail: 'GET /v1/openapi.json says which types each route takes.',
  },
  {
    type: ResponseType.BAD_REQUEST_BODY,
    status: 400,
    title: 'The request cannot be read',
    detail: 'The body cannot be read.',
  },
  {
    type: ResponseType.BAD_REQUEST_PARAMETERS,
    status: 400,
    title: 'The request cannot be read',
    detail: 'A parameter is missing or malformed.',
  },
  { type: ResponseType.THROTTLED, status: 429, title: 'Too many requests', detail: 'Wait a second and send it again.' },
  {
    type: ResponseType.QUOTA_EXCEEDED,
    status: 429,
    title: 'Too many requests',
    detail: 'The quota of this key is used up.',
  },
  {
    type: ResponseType.WAF_FILTERED,
    status: 403,
    title: 'The request was stopped',
    detail: 'The firewall stopped the request; tell the operator the time and your address.',
  },
  {
    type: ResponseType.AUTHORIZER_FAILURE,
    status: 500,
    title: 'Something failed on our side',
    detail: 'The key could not be checked; send the request again.',
  },
  {
    type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR,
    status: 500,
    title: 'Something failed on our side',
    detail: 'The key could not be checked; send the request again.',
  },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    title: 'Something took too long',
    detail: 'The answer took too long; send the request again.',
  },
  {
    type: ResponseType.INTEGRATION_FAILURE,
    status: 502,
    title: 'Something failed on our side',
    detail: 'The request failed; send it again.',
  },
  {
    type: ResponseType.DEFAULT_5XX,
    status: 500,
    title: 'Something failed on our side',
    detail: 'The request failed; send it again.',
  },
  {
    type: ResponseType.DEFAULT_4XX,
    status: 400,
    title: 'The request cannot be read',
    detail: 'The request is not one that this API takes.',
  },
];

/** Gives the answers that API Gateway makes on its own the form of all our errors, RFC 9457 problem documents. */
export function answerWithProblems(api: RestApi): void {
  for (const { type, status, title, detail } of problems) {
    api.addGatewayResponse(`Problem${type.responseType.replaceAll('_', '')}`, {
      type,
      statusCode: String(status),
      templates: { 'application/json': JSON.stringify({ type: 'about:blank', title, status, detail }) },
      responseHeaders: {
        'Content-Type': "'application/problem+json'",
        ...(status === 429 && { 'Retry-After': "'1'" }),
      },
    });
  }
}
