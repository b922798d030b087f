import type { Place } from '../cloudformation/resource.ts';
import { AwsError, type Dispatcher } from '../dispatcher.ts';
import { type ExecuteApiPolicy, readExecuteApiPolicy } from './execute-api-policy.ts';
import { gatewayPrincipal } from './gateway-principal.ts';
import { headerOf } from './gateway-request.ts';
import { GatewayError } from './gateway-response.ts';
import type { Authorizer } from './gateway-state.ts';
import { authorizerEvent } from './proxy-event.ts';
import type { Exchange } from './request-context.ts';
import { lookUp } from './template.ts';

/** What an authorizer said of a caller. */
interface Authorization {
  /** requestContext.authorizer: the principal and its context, every value text. */
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey?: string | undefined;
}

interface Cached extends Authorization {
  readonly policy: ExecuteApiPolicy;
  /** Virtual epoch ms. */
  readonly until: number;
}

interface AuthorizationParts {
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  now(): number;
}

const roomInCache = 10_000;

/** Asks Lambda authorizers, and remembers their answers per stage and identity for their time to live, which is virtual. */
export class Authorizers {
  readonly #parts: AuthorizationParts;
  readonly #cache = new Map<string, Cached>();

  constructor(parts: AuthorizationParts) {
    this.#parts = parts;
  }

  /** Authorizes a request. Throws GatewayError: 401 without identity, 403 for a policy that does not allow it, 500. */
  async authorize(authorizer: Authorizer, exchange: Exchange): Promise<Authorization> {
    const identity = identityOf(authorizer, exchange);
    const key = JSON.stringify([authorizer.id, exchange.api.id, exchange.stage.name, identity]);
    const known = this.#cache.get(key);
    const methodArn = this.#methodArn(exchange);
    const answer = known && known.until > this.#parts.now() ? known : await this.#ask(authorizer, exchange, methodArn);
    if (authorizer.ttlSeconds > 0 && answer !== known) this.#remember(key, answer);
    const verdict = answer.policy(methodArn);
    if (verdict === 'Allow') return answer;
    const explicit = verdict === 'ExplicitDeny' ? ' with an explicit deny' : '';
    throw new GatewayError('ACCESS_DENIED', `User is not authorized to access this resource${explicit}`);
  }

  #methodArn({ api, stage, request }: Exchange): string {
    const { partition, region, account } = this.#parts.place;
    return `arn:${partition}:execute-api:${region}:${account}:${api.id}/${stage.name}/${request.httpMethod}${request.path}`;
  }

  #remember(key: string, answer: Cached): void {
    if (this.#cache.size >= roomInCache) {
      for (const [old, { until }] of this.#cache) if (until <= this.#parts.now()) this.#cache.delete(old);
    }
    this.#cache.set(key, answer);
  }

  async #ask(authorizer: Authorizer, exchange: Exchange, methodArn: string): Promise<Cached> {
    const token = authorizer.type === 'TOKEN' ? identityOf(authorizer, exchange)[0] : undefined;
    const event =
      token === undefined
        ? authorizerEvent(exchange, methodArn)
        : { type: 'TOKEN', methodArn, authorizationToken: token };
    const { functionArn, ttlSeconds } = authorizer;
    const output = await this.#parts.dispatcher
      .call({
        service: 'lambda',
        action: 'InvokeFunction',
        input: { FunctionName: functionArn, InvocationType: 'RequestResponse', Payload: JSON.stringify(event) },
        principal: gatewayPrincipal(authorizer, exchange, {
          place: this.#parts.place,
          behalf: `authorizers/${authorizer.id}`,
        }),
      })
      .catch((error: unknown) => {
        throw error instanceof AwsError ? configurationError() : error;
      });
    const answer: unknown = JSON.parse(String(output['Payload'] ?? 'null') || 'null');
    if (output['FunctionError'] !== undefined) throw refusal(answer);
    return { ...readAnswer(answer), until: this.#parts.now() + ttlSeconds * 1000 };
  }
}

const configurationError = () => new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', null);
const unauthorizedError = () => new GatewayError('UNAUTHORIZED', 'Unauthorized');

/** A function that throws exactly this word refuses the caller; every other error is the API's own fault. */
function refusal(answer: unknown): GatewayError {
  return lookUp({ answer }, 'answer.errorMessage') === 'Unauthorized' ? unauthorizedError() : configurationError();
}

/** The values of the identity sources. Without one of them the caller has no identity, and the function is not asked. */
function identityOf(authorizer: Authorizer, exchange: Exchange): string[] {
  const values = authorizer.identitySources.map((source) => sourceValue(source, exchange));
  const present = values.filter((value) => value !== undefined && value !== '').map(String);
  if (present.length < values.length) throw unauthorizedError();
  const { validation } = authorizer;
  if (validation !== undefined && !new RegExp(`^(?:${validation})$`).test(present[0] ?? '')) throw unauthorizedError();
  return present;
}

function sourceValue(source: string, exchange: Exchange): unknown {
  const [, place = '', name = ''] = /^(method\.request\.\w+|context|stageVariables)\.(.+)$/.exec(source) ?? [];
  if (place === 'stageVariables') return exchange.stage.variables?.[name];
  if (place === 'context') return lookUp(exchange.context, name);
  return place.endsWith('header') ? headerOf(exchange.request, name) : exchange.request.query.get(name)?.at(-1);
}

function readAnswer(answer: unknown): Authorization & { policy: ExecuteApiPolicy } {
  const policy = readExecuteApiPolicy(lookUp({ answer }, 'answer.policyDocument'));
  const principalId = lookUp({ answer }, 'answer.principalId');
  const usageIdentifierKey = lookUp({ answer }, 'answer.usageIdentifierKey');
  const given = lookUp({ answer }, 'answer.context') ?? {};
  if (!policy || typeof given !== 'object') throw configurationError();
  const context: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) throw configurationError();
    context[name] = String(value);
  }
  if (typeof principalId === 'string') context['principalId'] = principalId;
  return {
    policy,
    context,
    usageIdentifierKey: typeof usageIdentifierKey === 'string' ? usageIdentifierKey : undefined,
  };
}
