import { headerOf, lastValues } from './gateway-request.ts';
import { isBinary } from './media-type.ts';
import type { Exchange } from './request-context.ts';

/** The event of a Lambda proxy integration (payload format 1.0 of REST APIs). Empty maps are null, as on AWS. */
export function proxyEvent(exchange: Exchange): Record<string, unknown> {
  const { request, api, stage, context } = exchange;
  const binary = request.body.length > 0 && isBinary(api.binaryMediaTypes, headerOf(request, 'content-type'));
  const body = request.body.toString(binary ? 'base64' : 'utf8');
  const hasQuery = request.query.size > 0;
  return {
    resource: context['resourcePath'],
    path: request.path,
    httpMethod: request.httpMethod,
    headers: lastValues(request.headers),
    multiValueHeaders: Object.fromEntries(request.headers),
    queryStringParameters: hasQuery ? lastValues(request.query) : null,
    multiValueQueryStringParameters: hasQuery ? Object.fromEntries(request.query) : null,
    pathParameters: request.pathParameters,
    stageVariables: stage.variables,
    requestContext: context,
    body: body === '' ? null : body,
    isBase64Encoded: binary,
  };
}

/** The event of a REQUEST authorizer: no body, and empty maps are empty. */
export function authorizerEvent(exchange: Exchange, methodArn: string): Record<string, unknown> {
  const { request, stage, context } = exchange;
  return {
    type: 'REQUEST',
    methodArn,
    resource: context['resourcePath'],
    path: request.path,
    httpMethod: request.httpMethod,
    headers: lastValues(request.headers),
    multiValueHeaders: Object.fromEntries(request.headers),
    queryStringParameters: lastValues(request.query),
    multiValueQueryStringParameters: Object.fromEntries(request.query),
    pathParameters: request.pathParameters ?? {},
    stageVariables: stage.variables ?? {},
    requestContext: context,
  };
}
