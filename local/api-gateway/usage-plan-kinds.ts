import * as z from 'zod';
import { type ResourceKinds, Unsupported } from '../cloudformation/resource.ts';
import { flag, harmless, number, readProperties } from '../lambda/read-properties.ts';
import type { GatewayState } from './gateway-state.ts';
import { identifiedAs, shortId } from './short-id.ts';

const usagePlan = z.strictObject({
  UsagePlanName: z.string().default(''),
  Description: z.string().optional(),
  ApiStages: z
    .array(z.strictObject({ ApiId: z.string(), Stage: z.string(), Throttle: z.strictObject({}).optional() }))
    .default([]),
  Throttle: z.strictObject({ RateLimit: number, BurstLimit: number }).optional(),
  Quota: z
    .strictObject({ Limit: number, Period: z.enum(['DAY', 'WEEK', 'MONTH']), Offset: number.default(0) })
    .optional(),
  Tags: harmless,
});

const usagePlanKey = z.strictObject({ KeyId: z.string(), KeyType: z.literal('API_KEY'), UsagePlanId: z.string() });

const apiKey = z.strictObject({
  Name: z.string().default(''),
  Description: z.string().optional(),
  Value: z.string().optional(),
  Enabled: flag.default(false),
  GenerateDistinctId: harmless,
  CustomerId: harmless,
  Tags: harmless,
});

/** The kinds of usage plans and API keys; `now` is virtual, epoch ms. */
export function usagePlanKinds(state: GatewayState, now: () => number): ResourceKinds {
  return {
    'AWS::ApiGateway::UsagePlan': {
      identify: identifiedAs('Id', 6),
      load(resource) {
        const read = readProperties(resource, usagePlan);
        state.usagePlans.set(resource.ref, {
          id: resource.ref,
          name: read.UsagePlanName,
          description: read.Description,
          stages: read.ApiStages.map(({ ApiId, Stage }) => ({ apiId: ApiId, stage: Stage })),
          throttle: read.Throttle && { rateLimit: read.Throttle.RateLimit, burstLimit: read.Throttle.BurstLimit },
          quota: read.Quota && { limit: read.Quota.Limit, period: read.Quota.Period, offset: read.Quota.Offset },
        });
      },
    },
    'AWS::ApiGateway::UsagePlanKey': {
      identify: identifiedAs('Id'),
      load(resource) {
        const { KeyId, UsagePlanId } = readProperties(resource, usagePlanKey);
        state.planKeys.declare(`${UsagePlanId}/${KeyId}`);
      },
    },
    'AWS::ApiGateway::ApiKey': {
      identify: identifiedAs('APIKeyId'),
      load(resource) {
        const { Name, Description, Value, Enabled } = readProperties(resource, apiKey);
        const value = Value ?? shortId(`value of ${resource.ref}`, 40);
        const at = now();
        if ([...state.apiKeys.values()].some((key) => key.value === value && key.id !== resource.ref))
          throw new Unsupported(`${resource.path} (${resource.type}): a second key has this value`);
        const times = { createdAt: at, updatedAt: at };
        const key = { id: resource.ref, value, name: Name, description: Description, enabled: Enabled, ...times };
        state.apiKeys.declare(key.id, key);
      },
    },
  };
}
