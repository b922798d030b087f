import { unsupportedAction } from '../dispatcher.ts';
import { apiGatewayRoutes } from './apigateway.routes.ts';
import { readJsonObject, writeJson } from './json-text.ts';
import { decodeInvoke } from './lambda-invoke.ts';
import type { Protocol, WireCall, WireRequest } from './protocol.ts';
import { matchRoute, type RestRoute } from './rest-route.ts';
import { sesRoutes } from './ses.routes.ts';

const routesOf: Readonly<Record<string, readonly RestRoute[]>> = { ses: sesRoutes, apigateway: apiGatewayRoutes };

/** REST JSON: route and query give members, the body gives the others; the error's name travels in a header. */
export const restJson: Protocol = {
  decode(request) {
    return request.service === 'lambda' ? decodeInvoke(request) : decodeRoute(request);
  },
  refuse: (error) => ({
    status: error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
    body: writeJson({ message: error.message, ...error.details }),
  }),
};

function decodeRoute(request: WireRequest): WireCall {
  const matched = matchRoute(routesOf[request.service] ?? [], request);
  if (!matched) throw unsupportedAction({ service: request.service, action: `${request.method} ${request.path}` });
  const { route, members } = matched;
  return {
    action: route.action,
    input: { ...readJsonObject(request.body), ...members },
    answer: (output) => ({
      status: route.status ?? 200,
      headers: { 'content-type': 'application/json' },
      body: writeJson(renameMembers(output, route.outputNames ?? {})),
    }),
  };
}

function renameMembers(output: Readonly<Record<string, unknown>>, names: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(output).map(([name, member]) => [names[name] ?? name, member]));
}
