import type { Journal } from '../journal/journal.ts';
import { type KeptMap, keptMap } from '../journal/kept-map.ts';
import type { TokenBuckets } from '../token-bucket.ts';
import { headerOf } from './gateway-request.ts';
import { GatewayError } from './gateway-response.ts';
import type { ApiKey, GatewayState, Stage, UsagePlan } from './gateway-state.ts';
import type { Exchange } from './request-context.ts';

interface UsageParts {
  readonly state: GatewayState;
  readonly buckets: TokenBuckets;
  readonly journal: Journal;
  /** Virtual epoch ms: quotas are counted in days, weeks and months of virtual time. */
  now(): number;
}

const day = 86_400_000;

/** Holds requests against the throttles of their stage and the usage plan of their API key. */
export class Usage {
  readonly #parts: UsageParts;
  /** Requests in the running period, by plan, key and period. */
  readonly counts: KeptMap<number>;

  constructor(parts: UsageParts) {
    this.#parts = parts;
    this.counts = keptMap(parts.journal.shelf('counts of quotas'));
  }

  /** Takes a token of the stage's throttle for this method. Throws GatewayError THROTTLED. */
  throttleStage(stage: Stage, httpMethod: string, resourcePath: string): void {
    const specific = (setting: Stage['throttles'][number]) =>
      (setting.resourcePath === '*' ? 0 : 2) + (setting.httpMethod === '*' ? 0 : 1);
    const [setting] = stage.throttles
      .filter((one) => ['*', httpMethod].includes(one.httpMethod) && ['*', resourcePath].includes(one.resourcePath))
      .sort((a, b) => specific(b) - specific(a));
    const name = `${stage.apiId}/${stage.name} ${httpMethod} ${resourcePath}`;
    if (setting && !this.#parts.buckets.take(name, setting)) throw throttleError();
  }

  /** Finds the API key of a request and counts the request. Throws GatewayError INVALID_API_KEY, THROTTLED, QUOTA_EXCEEDED. */
  admit(exchange: Exchange, usageIdentifierKey: string | undefined): ApiKey {
    const { state, buckets } = this.#parts;
    const fromHeader = exchange.api.apiKeySource === 'HEADER';
    const value = fromHeader ? headerOf(exchange.request, 'x-api-key') : usageIdentifierKey;
    const key = [...state.apiKeys.values()].find((one) => one.value === value);
    const plan = key?.enabled ? this.#planOf(key, exchange.stage) : undefined;
    if (!key || !plan) throw new GatewayError('INVALID_API_KEY', 'Forbidden');
    if (plan.throttle && !buckets.take(`${plan.id}/${key.id}`, plan.throttle)) throw throttleError();
    if (plan.quota) this.#count(key, plan.id, plan.quota);
    return key;
  }

  #planOf(key: ApiKey, stage: Stage): UsagePlan | undefined {
    const { usagePlans, planKeys } = this.#parts.state;
    return [...usagePlans.values()].find(
      (plan) =>
        planKeys.has(`${plan.id}/${key.id}`) &&
        plan.stages.some((one) => one.apiId === stage.apiId && one.stage === stage.name),
    );
  }

  #count(key: ApiKey, planId: string, quota: NonNullable<UsagePlan['quota']>): void {
    const name = `${planId}/${key.id}/${periodOf(quota.period, this.#parts.now())}`;
    const counted = this.counts.get(name) ?? quota.offset;
    if (counted >= quota.limit) throw new GatewayError('QUOTA_EXCEEDED', 'Limit Exceeded');
    this.counts.set(name, counted + 1);
  }
}

const throttleError = () => new GatewayError('THROTTLED', 'Too Many Requests');

/** Names the period of an instant, in UTC; weeks begin on Sunday. */
function periodOf(period: 'DAY' | 'WEEK' | 'MONTH', now: number): string {
  const at = new Date(now);
  if (period === 'MONTH') return at.toISOString().slice(0, 7);
  const first = period === 'DAY' ? now : now - at.getUTCDay() * day;
  return new Date(first).toISOString().slice(0, 10);
}
