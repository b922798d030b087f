import { describe, expect, it } from 'vitest';
import { slaPolicies, slaPolicySchema } from '../../functions/leads/sla/sla.policy.ts';

const { firstResponse } = slaPolicies.newest;

describe('the SLA policy', () => {
  it('is the ladder of the default programme', () => {
    expect(firstResponse.targetMinutes).toBe(15);
    expect(firstResponse.warnAtPercent).toEqual([50, 80]);
    expect(firstResponse.escalations.map((step) => [step.level, step.role, step.afterBreachMinutes])).toEqual([
      [1, 'sales-manager', 0],
      [2, 'general-manager', 30],
      [3, 'district', 120],
    ]);
    expect(firstResponse.reassignAfterMinutes).toEqual([15, 30]);
    expect(firstResponse.staysWith).toEqual({ role: 'sales-manager', afterMinutes: 45 });
  });

  it.each([
    ['a warning at the target', { warnAtPercent: [100] }],
    ['warnings out of order', { warnAtPercent: [80, 50] }],
    ['bounds the wrong way round', { overrideBounds: { minMinutes: 60, maxMinutes: 5 } }],
    ['a level twice', { escalations: firstResponse.escalations.map((step) => ({ ...step, level: 1 })) }],
    [
      'a later level told earlier',
      { escalations: firstResponse.escalations.map((step) => ({ ...step, afterBreachMinutes: 120 / step.level })) },
    ],
    ['changes of hands out of order', { reassignAfterMinutes: [30, 15] }],
    ['a last one before the others', { staysWith: { role: 'sales-manager', afterMinutes: 30 } }],
    ['no target', { targetMinutes: 0 }],
    ['a misspelt field', { targetMinuets: 15 }],
  ])('refuses %s', (_name, change) => {
    const policy = { ...slaPolicies.newest, firstResponse: { ...firstResponse, ...change } };
    expect(slaPolicySchema.safeParse(policy).success).toBe(false);
  });
});
