import type { IncomingMessage } from 'node:http';
import type { Place } from '../cloudformation/resource.ts';
import type { Measure } from '../cloudwatch/measure.ts';
import type { Dispatcher } from '../dispatcher.ts';
import type { Authorizers } from './authorization.ts';
import { compressAnswer, decompressRequest } from './compression.ts';
import { type GatewayRequest, readRequest } from './gateway-request.ts';
import { GatewayError, gatewayResponse } from './gateway-response.ts';
import type { GatewayState, Method } from './gateway-state.ts';
import type { HttpAnswer } from './http-answer.ts';
import { callProxy } from './lambda-proxy.ts';
import { answerMock } from './mock-integration.ts';
import { type Exchange, requestContext } from './request-context.ts';
import { requireParameters } from './request-validation.ts';
import { createRouter, type Route, type Router } from './routing.ts';
import type { ServedStage } from './served-stage.ts';
import type { Usage } from './usage.ts';

interface FlowParts {
  readonly state: GatewayState;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly authorizers: Authorizers;
  readonly usage: Usage;
  readonly billing?: RequestBilling;
  readonly measure: Measure;
  /** Virtual epoch ms. */
  now(): number;
}

/** Hears of every request to a stage, and of those that came as far as the integration: only these are billed by the API. */
export interface RequestBilling {
  requestArrived(): void;
  requestServed(request: { readonly methodId: string; readonly route: string }): void;
}

/** Bytes of a request's body that API Gateway takes. */
const bodyLimitBytes = 10 * 1024 * 1024;

/** The way of a request: stage → route → throttle → authorizer → API key → validation → integration. */
export class RequestFlow {
  readonly #parts: FlowParts;
  readonly #routers = new Map<string, { router: Router; size: number }>();

  constructor(parts: FlowParts) {
    this.#parts = parts;
  }

  /** Answers a request; what goes wrong on the way is a gateway response. */
  async answer(incoming: IncomingMessage, body: Buffer, served: readonly ServedStage[]): Promise<HttpAnswer> {
    const [path = '/'] = (incoming.url ?? '/').split('?', 1);
    const target = findStage(served, path);
    const stage = this.#parts.state.stages.find((one) => one.apiId === target?.id && one.name === target.stage);
    const api = this.#parts.state.apis.get(stage?.apiId ?? '');
    if (!target || !stage || !api) return unknownHost();
    this.#parts.billing?.requestArrived();
    const request = readRequest(incoming, target.path, body);
    const arrival = { place: this.#parts.place, now: this.#parts.now() };
    const context = requestContext(request, { api, stage }, arrival);
    const began = performance.now();
    const answer = compressAnswer(api, request, await this.#guarded({ api, stage, request, context }));
    this.#parts.measure(
      'AWS/ApiGateway',
      { ApiName: api.name, Stage: stage.name },
      {
        ...{ Count: 1, Latency: performance.now() - began },
        ...{ '4XXError': isIn(400, answer.status), '5XXError': isIn(500, answer.status) },
      },
    );
    return { ...answer, headers: [...answer.headers, ...this.#marks(context)] };
  }

  async #guarded(exchange: Exchange & { context: Record<string, unknown> }): Promise<HttpAnswer> {
    try {
      return await this.#serve(exchange);
    } catch (error) {
      if (!(error instanceof GatewayError)) console.error(error);
      const refusal = error instanceof GatewayError ? error : new GatewayError('DEFAULT_5XX', 'Internal server error');
      return gatewayResponse(this.#parts.state, refusal, { apiId: exchange.api.id, ...exchange });
    }
  }

  async #serve(arrived: Exchange & { context: Record<string, unknown> }): Promise<HttpAnswer> {
    const { api, stage, context } = arrived;
    if (arrived.request.body.length > bodyLimitBytes) throw new GatewayError('REQUEST_TOO_LARGE', 'Request Too Long');
    const { httpMethod, path } = arrived.request;
    const route = this.#router(api.id)(httpMethod, path);
    if (!route) throw new GatewayError('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
    context['resourceId'] = route.resourceId;
    context['resourcePath'] = route.resourcePath;
    const request: GatewayRequest = {
      ...decompressRequest(api, arrived.request),
      pathParameters: route.pathParameters,
    };
    const exchange = { api, stage, request, context };
    this.#parts.usage.throttleStage(stage, route.method.httpMethod, route.resourcePath);
    await this.#admit(route, exchange);
    const { logicalId: methodId, httpMethod: served } = route.method;
    this.#parts.billing?.requestServed({ methodId, route: `${served} ${route.resourcePath}` });
    if (this.#parts.state.validators.get(route.method.validatorId ?? '')?.parameters)
      requireParameters(route.method, request);
    return this.#integrate(route.method, exchange);
  }

  async #admit({ method }: Route, exchange: Exchange & { context: Record<string, unknown> }): Promise<void> {
    const { state, authorizers, usage } = this.#parts;
    let usageIdentifierKey: string | undefined;
    if (method.authorizerId !== undefined) {
      const authorizer = state.authorizers.get(method.authorizerId);
      if (!authorizer) throw new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', null);
      const decision = await authorizers.authorize(authorizer, exchange);
      usageIdentifierKey = decision.usageIdentifierKey;
      exchange.context['authorizer'] = decision.context;
    }
    if (!method.apiKeyRequired) return;
    const key = usage.admit(exchange, usageIdentifierKey);
    const identity = exchange.context['identity'] as Record<string, unknown>;
    exchange.context['identity'] = { ...identity, apiKey: key.value, apiKeyId: key.id };
  }

  #integrate(method: Method, exchange: Exchange): HttpAnswer | Promise<HttpAnswer> {
    const { integration } = method;
    if (integration.type === 'MOCK') return answerMock(integration, exchange);
    return callProxy(this.#parts, { ...method, integration }, exchange);
  }

  /** Built again when something was loaded since. */
  #router(apiId: string): Router {
    const { state } = this.#parts;
    const size = state.methods.length + state.resources.length;
    const known = this.#routers.get(apiId);
    if (known?.size === size) return known.router;
    const router = createRouter(state, apiId);
    this.#routers.set(apiId, { router, size });
    return router;
  }

  #marks(context: Readonly<Record<string, unknown>>): [string, string][] {
    return [
      ['date', new Date(this.#parts.now()).toUTCString()],
      ['x-amzn-requestid', String(context['requestId'])],
      ['x-amz-apigw-id', String(context['extendedRequestId'])],
    ];
  }
}

/** One for a status of this hundred, else nothing. */
function isIn(hundred: number, status: number): number {
  return status >= hundred && status < hundred + 100 ? 1 : 0;
}

/** Finds the stage by its base path; the only one there is needs none. */
function findStage(served: readonly ServedStage[], path: string): (ServedStage & { path: string }) | undefined {
  for (const one of served) {
    if (path === one.basePath || path.startsWith(`${one.basePath}/`))
      return { ...one, path: path.slice(one.basePath.length) || '/' };
  }
  const [only] = served;
  return served.length === 1 && only ? { ...only, path } : undefined;
}

/** No API answers at this host and path. */
function unknownHost(): HttpAnswer {
  const headers = [
    ['content-type', 'application/json'],
    ['x-amzn-errortype', 'ForbiddenException'],
  ] as const;
  return { status: 403, headers, body: Buffer.from('{"message":"Forbidden"}') };
}
