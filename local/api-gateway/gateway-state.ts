/** What the templates and the control plane have put into service: plain data, joined by ids as AWS joins it. */

import type { Journal } from '../journal/journal.ts';
import { type KeptMap, keptMap } from '../journal/kept-map.ts';
import { KeptSet } from '../journal/kept-set.ts';
import type { Throttle } from '../token-bucket.ts';

export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly rootResourceId: string;
  readonly binaryMediaTypes: readonly string[];
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  /** Bytes from which an answer is compressed; undefined for never. */
  readonly minimumCompressionSize?: number | undefined;
}

interface ApiResource {
  readonly id: string;
  readonly apiId: string;
  readonly parentId: string;
  readonly pathPart: string;
}

export interface LambdaProxyIntegration {
  readonly type: 'AWS_PROXY';
  readonly functionArn: string;
  readonly roleArn?: string | undefined;
  readonly timeoutMilliseconds: number;
}

export interface MockIntegration {
  readonly type: 'MOCK';
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly responses: readonly {
    readonly status: number;
    readonly parameters: Readonly<Record<string, string>>;
    readonly templates: Readonly<Record<string, string>>;
  }[];
}

export interface Method {
  readonly logicalId: string;
  readonly apiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly authorizerId?: string | undefined;
  readonly apiKeyRequired: boolean;
  /** `method.request.<place>.<name>` and whether it must be there. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  readonly validatorId?: string | undefined;
  /** Whether it names models for its body. */
  readonly hasModels: boolean;
  readonly integration: LambdaProxyIntegration | MockIntegration;
}

export interface Stage {
  readonly apiId: string;
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>> | null;
  /** By HTTP method and resource path, `*` for any. */
  readonly throttles: readonly (Throttle & { readonly httpMethod: string; readonly resourcePath: string })[];
}

export interface Authorizer {
  readonly id: string;
  readonly logicalId: string;
  readonly type: 'TOKEN' | 'REQUEST';
  readonly functionArn: string;
  readonly roleArn?: string | undefined;
  readonly identitySources: readonly string[];
  readonly validation?: string | undefined;
  /** Seconds of virtual time. */
  readonly ttlSeconds: number;
}

export interface GatewayResponseSetting {
  readonly apiId: string;
  readonly type: string;
  readonly status?: number | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

export interface UsagePlan {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly stages: readonly { readonly apiId: string; readonly stage: string }[];
  readonly throttle?: Throttle | undefined;
  readonly quota?:
    | { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH'; readonly offset: number }
    | undefined;
}

export interface ApiKey {
  readonly id: string;
  readonly value: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly enabled: boolean;
  /** Virtual epoch ms. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface GatewayState {
  readonly apis: Map<string, RestApi>;
  readonly resources: ApiResource[];
  readonly methods: Method[];
  readonly stages: Stage[];
  readonly authorizers: Map<string, Authorizer>;
  readonly responses: GatewayResponseSetting[];
  readonly validators: Map<string, { readonly parameters: boolean; readonly body: boolean }>;
  readonly usagePlans: Map<string, UsagePlan>;
  readonly apiKeys: KeptMap<ApiKey>;
  /** Which key belongs to which plan, as `<planId>/<keyId>`. */
  readonly planKeys: KeptSet;
}

/** The state before anything was loaded: keys that were made by the API in an earlier run are there. */
export function emptyState(journal: Journal): GatewayState {
  return {
    apis: new Map(),
    resources: [],
    methods: [],
    stages: [],
    authorizers: new Map(),
    responses: [],
    validators: new Map(),
    usagePlans: new Map(),
    apiKeys: keptMap(journal.shelf('API keys')),
    planKeys: new KeptSet(journal.shelf('API keys in usage plans')),
  };
}
