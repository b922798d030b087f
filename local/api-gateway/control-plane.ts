import { randomUUID } from 'node:crypto';
import { type AwsCall, AwsError, unsupportedAction } from '../dispatcher.ts';
import type { ApiKey, GatewayState, UsagePlan } from './gateway-state.ts';
import { shortId } from './short-id.ts';

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

/** The API of API Gateway itself, in the SDK's shapes: keys and usage plans; APIs and stages can be looked at. */
export class ControlPlane {
  readonly #state: GatewayState;
  readonly #now: () => number;

  constructor(state: GatewayState, now: () => number) {
    this.#state = state;
    this.#now = now;
  }

  /** Answers a call. Throws AwsError as AWS does, and unsupportedAction for what is not emulated. */
  async answer(call: AwsCall): Promise<Output> {
    const { input } = call;
    switch (call.action) {
      case 'CreateApiKey':
        return keyDescription(this.createKey(input), true);
      case 'GetApiKey':
        return keyDescription(this.#key(input['apiKey']), input['includeValue'] === true);
      case 'GetApiKeys':
        return this.#list(input);
      case 'UpdateApiKey':
        return this.#update(input);
      case 'DeleteApiKey':
        return this.#delete(input);
      case 'CreateUsagePlanKey':
        return this.#join(input);
      case 'DeleteUsagePlanKey':
        return this.#part(input);
      case 'GetUsagePlanKeys':
        return { items: this.#keysOf(this.#plan(input['usagePlanId']).id).map(planKey) };
      case 'GetUsagePlans':
        return { items: [...this.#state.usagePlans.values()].map(shownPlan) };
      case 'GetUsagePlan':
        return shownPlan(this.#plan(input['usagePlanId']));
      case 'GetRestApis':
        return { items: [...this.#state.apis.values()].map(({ id, name }) => ({ id, name })) };
      case 'GetStages':
        return { item: this.#stages(input) };
      default:
        throw unsupportedAction(call);
    }
  }

  /** Makes a key; its value is stated or made. Throws AwsError ConflictException for a value there is already. */
  createKey(input: Input): ApiKey {
    const id = shortId(randomUUID());
    const value = typeof input['value'] === 'string' ? input['value'] : shortId(`value of ${id}`, 40);
    if (value.length < 20) throw new AwsError('BadRequestException', 'API Key value should be at least 20 characters');
    if ([...this.#state.apiKeys.values()].some((key) => key.value === value))
      throw new AwsError('ConflictException', 'API Key already exists', { status: 409 });
    const at = this.#now();
    const description = typeof input['description'] === 'string' ? input['description'] : undefined;
    const enabled = input['enabled'] === true;
    const key = { id, value, name: String(input['name'] ?? ''), description, enabled, createdAt: at, updatedAt: at };
    this.#state.apiKeys.set(id, key);
    return key;
  }

  #list(input: Input): Output {
    const start = String(input['nameQuery'] ?? '');
    const named = [...this.#state.apiKeys.values()].filter((key) => key.name.startsWith(start));
    const from = Number(input['position'] ?? 0);
    const limit = Number(input['limit'] ?? 25);
    const items = named.slice(from, from + limit).map((key) => keyDescription(key, input['includeValues'] === true));
    return { items, ...(from + limit < named.length && { position: String(from + limit) }) };
  }

  #update(input: Input): Output {
    let key = this.#key(input['apiKey']);
    for (const operation of [input['patchOperations'] ?? []].flat()) key = { ...key, ...readPatch(operation) };
    const updated = { ...key, updatedAt: this.#now() };
    this.#state.apiKeys.set(key.id, updated);
    return keyDescription(updated, false);
  }

  #delete(input: Input): Output {
    const { id } = this.#key(input['apiKey']);
    this.#state.apiKeys.delete(id);
    for (const joined of this.#state.planKeys) if (joined.endsWith(`/${id}`)) this.#state.planKeys.delete(joined);
    return {};
  }

  #join(input: Input): Output {
    const plan = this.#plan(input['usagePlanId']);
    const key = this.#key(input['keyId']);
    if (input['keyType'] !== 'API_KEY') throw new AwsError('BadRequestException', 'Invalid key type');
    const joined = `${plan.id}/${key.id}`;
    if (this.#state.planKeys.has(joined))
      throw new AwsError('ConflictException', `Usage Plan ${plan.id} cannot be added: key ${key.id} is in it`, {
        status: 409,
      });
    this.#state.planKeys.add(joined);
    return planKey(key);
  }

  #part(input: Input): Output {
    this.#state.planKeys.delete(`${this.#plan(input['usagePlanId']).id}/${this.#key(input['keyId']).id}`);
    return {};
  }

  #keysOf(planId: string): ApiKey[] {
    return [...this.#state.apiKeys.values()].filter((key) => this.#state.planKeys.has(`${planId}/${key.id}`));
  }

  #stages(input: Input): Output[] {
    const stages = this.#state.stages.filter((stage) => stage.apiId === input['restApiId']);
    return stages.map(({ name, deploymentId }) => ({ stageName: name, deploymentId }));
  }

  #key(id: unknown): ApiKey {
    const key = this.#state.apiKeys.get(String(id));
    if (!key) throw new AwsError('NotFoundException', 'Invalid API Key identifier specified', { status: 404 });
    return key;
  }

  #plan(id: unknown): UsagePlan {
    const plan = this.#state.usagePlans.get(String(id));
    if (!plan) throw new AwsError('NotFoundException', 'Invalid Usage Plan ID specified', { status: 404 });
    return plan;
  }
}

/** What one patch operation changes; AWS takes no others for what is emulated here. */
function readPatch(operation: unknown): Partial<ApiKey> {
  const { op, path, value } = operation as { op?: unknown; path?: unknown; value?: unknown };
  if (op === 'replace' && path === '/enabled') return { enabled: String(value) === 'true' };
  if (op === 'replace' && path === '/name') return { name: String(value) };
  if (op === 'replace' && path === '/description') return { description: String(value) };
  throw new AwsError('BadRequestException', `Invalid patch path '${path}' specified for op '${op}'`);
}

function keyDescription(key: ApiKey, withValue: boolean): Output {
  return {
    id: key.id,
    name: key.name,
    ...(withValue && { value: key.value }),
    ...(key.description !== undefined && { description: key.description }),
    enabled: key.enabled,
    createdDate: new Date(key.createdAt),
    lastUpdatedDate: new Date(key.updatedAt),
    stageKeys: [],
  };
}

function planKey(key: ApiKey): Output {
  return { id: key.id, type: 'API_KEY', name: key.name, value: key.value };
}

function shownPlan(plan: UsagePlan): Output {
  return {
    id: plan.id,
    name: plan.name,
    ...(plan.description !== undefined && { description: plan.description }),
    apiStages: plan.stages.map(({ apiId, stage }) => ({ apiId, stage })),
    ...(plan.throttle && { throttle: plan.throttle }),
    ...(plan.quota && { quota: plan.quota }),
  };
}
