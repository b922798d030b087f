import * as z from 'zod';
import type { ResourceKind } from '../cloudformation/resource.ts';
import { flag, harmless, number, readProperties } from '../lambda/read-properties.ts';
import type { GatewayState, Stage } from './gateway-state.ts';

const off = flag.pipe(z.literal(false)).optional();

const methodSetting = z.strictObject({
  HttpMethod: z.string().default('*'),
  ResourcePath: z.string().default('/*'),
  ThrottlingRateLimit: number.optional(),
  ThrottlingBurstLimit: number.optional(),
  CachingEnabled: off,
  CacheDataEncrypted: harmless,
  CacheTtlInSeconds: harmless,
  DataTraceEnabled: harmless,
  LoggingLevel: harmless,
  MetricsEnabled: harmless,
});

const properties = z.strictObject({
  RestApiId: z.string(),
  StageName: z.string(),
  DeploymentId: z.string().default(''),
  Variables: z.record(z.string(), z.string()).optional(),
  MethodSettings: z.array(methodSetting).default([]),
  CacheClusterEnabled: off,
  AccessLogSetting: harmless,
  TracingEnabled: harmless,
  Description: harmless,
  DocumentationVersion: harmless,
  Tags: harmless,
});

/** The kind AWS::ApiGateway::Stage: its variables and throttles are honoured, its logs are not written. */
export function stageKind(state: GatewayState): ResourceKind {
  return {
    identify: (physicalName, given) => ({
      ref: typeof given['StageName'] === 'string' ? given['StageName'] : physicalName,
      attributes: {},
    }),
    load(resource) {
      const read = readProperties(resource, properties);
      state.stages.push({
        apiId: read.RestApiId,
        name: read.StageName,
        deploymentId: read.DeploymentId,
        variables: read.Variables ?? null,
        throttles: read.MethodSettings.flatMap(throttlesIn),
      });
    },
  };
}

/** A negative limit means none. A path is written with `~1` for its slashes, after one that is not part of it. */
function throttlesIn(setting: z.output<typeof methodSetting>): Stage['throttles'] {
  const { ThrottlingRateLimit: rateLimit = -1, ThrottlingBurstLimit: burstLimit = -1 } = setting;
  if (rateLimit < 0) return [];
  const path = setting.ResourcePath.includes('~1')
    ? setting.ResourcePath.slice(1).replaceAll('~1', '/')
    : setting.ResourcePath;
  const resourcePath = path === '/*' ? '*' : path;
  return [
    { httpMethod: setting.HttpMethod, resourcePath, rateLimit, burstLimit: burstLimit < 0 ? rateLimit : burstLimit },
  ];
}
