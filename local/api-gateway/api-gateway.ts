/**
 * Amazon API Gateway, REST APIs (v1), as CDK describes them.
 *
 * Emulates: resources with `{name}` and `{name+}`, Lambda proxy and MOCK integrations, TOKEN and REQUEST Lambda
 * authorizers with their cache in virtual time, gateway responses, binary media types, compression, validation of
 * required parameters, stage variables and stage throttles, API keys and usage plans (throttles in real time, quotas in
 * virtual time), the 10 MB and 29 s limits. The control plane answers for API keys and usage plans.
 * Refuses: OpenAPI bodies, resource policies, IAM and Cognito authorization, HTTP, AWS and VPC integrations, mapping
 * templates with logic, validation of bodies, caches, canaries, client certificates, custom domains.
 * Without effect: access logs, tracing, endpoint types, models, deployments (what is loaded is what is deployed).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Place, ResourceKinds } from '../cloudformation/resource.ts';
import { type Measure, unmeasured } from '../cloudwatch/measure.ts';
import type { Dispatcher } from '../dispatcher.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import type { Scheduler } from '../scheduler.ts';
import { TokenBuckets } from '../token-bucket.ts';
import { Authorizers } from './authorization.ts';
import { authorizerKind } from './authorizer-kind.ts';
import { ControlPlane } from './control-plane.ts';
import { gatewayResponseKind } from './gateway-response-kind.ts';
import { emptyState } from './gateway-state.ts';
import { writeAnswer } from './http-answer.ts';
import { methodKind } from './method-kind.ts';
import { type RequestBilling, RequestFlow } from './request-flow.ts';
import { restApiKinds } from './rest-api-kinds.ts';
import { type ServedStage, servedStages } from './served-stage.ts';
import { stageKind } from './stage-kind.ts';
import { Usage } from './usage.ts';
import { usagePlanKinds } from './usage-plan-kinds.ts';

interface ApiGatewayParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly journal?: Journal;
  /** Real milliseconds for the throttles; by default the machine's. */
  elapsed?(): number;
  /** Hears of what is billed. */
  readonly billing?: RequestBilling;
  /** Hears what stages measure; nobody by default. */
  readonly measure?: Measure;
}

export interface ApiGateway {
  readonly kinds: ResourceKinds;
  /** Answers a request to an API; `body` is what was read of it, up to just over 10 MB. Never rejects for what a client did. */
  handle(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void>;
  apis(): ServedStage[];
  /** Puts a key into service, in the plans named or in all; gives its id. */
  addApiKey(key: { value: string; enabled?: boolean; usagePlanIds?: readonly string[]; name?: string }): string;
}

/** Makes the service and registers its control plane with the dispatcher as `apigateway`. */
export function createApiGateway(parts: ApiGatewayParts): ApiGateway {
  const { scheduler, dispatcher, place, journal = noJournal } = parts;
  const now = () => scheduler.now();
  const state = emptyState(journal);
  const control = new ControlPlane(state, now);
  const buckets = new TokenBuckets(parts.elapsed ?? (() => performance.now()));
  const flow = new RequestFlow({
    state,
    dispatcher,
    place,
    now,
    authorizers: new Authorizers({ dispatcher, place, now }),
    usage: new Usage({ state, buckets, journal, now }),
    ...(parts.billing && { billing: parts.billing }),
    measure: parts.measure ?? unmeasured,
  });
  dispatcher.register('apigateway', (call) => control.answer(call));
  return {
    kinds: {
      ...restApiKinds(state),
      ...usagePlanKinds(state, now),
      'AWS::ApiGateway::Method': methodKind(state),
      'AWS::ApiGateway::Stage': stageKind(state),
      'AWS::ApiGateway::Authorizer': authorizerKind(state),
      'AWS::ApiGateway::GatewayResponse': gatewayResponseKind(state),
    },
    async handle(request, response, body) {
      writeAnswer(response, await scheduler.track(flow.answer(request, body, servedStages(state))));
    },
    apis: () => servedStages(state),
    addApiKey({ value, enabled = true, usagePlanIds = [...state.usagePlans.keys()], name }) {
      const { id } = control.createKey({ value, enabled, name });
      for (const planId of usagePlanIds) state.planKeys.add(`${planId}/${id}`);
      return id;
    },
  };
}
