import { expect, test } from 'vitest';
import { createDispatcher, operator } from '../../dispatcher.ts';
import { indexLagOf } from '../../dynamodb/lagging-call.ts';
import { type FaultPlan, faultPlanSchema } from '../../faults/fault-plan.ts';
import { Faults } from '../../faults/faults.ts';

const staleIndexes = { seconds: 5 };

/** How far indexes lag, in milliseconds, for a function's call and for one from outside. */
async function lags(plan: FaultPlan | undefined, service = 'dynamodb'): Promise<readonly number[]> {
  const faults = new Faults({ now: () => 0, nameOf: (id) => id, isAlive: () => true, kill: async () => undefined });
  faults.set(plan);
  const dispatcher = createDispatcher(undefined, [faults.intercept]);
  const seen: number[] = [];
  dispatcher.register(service, async (call) => {
    seen.push(indexLagOf(call));
    return {};
  });
  for (const principal of [{ name: 'Post', environment: 1 }, operator])
    await dispatcher.call({ service, action: 'Query', input: {}, principal });
  return seen;
}

test.each<[string, FaultPlan | undefined, readonly number[]]>([
  ['no plan', undefined, [0, 0]],
  ['a plan without it', { seed: 1, scheduleTwice: 1 }, [0, 0]],
  ['a plan with it', { seed: 1, staleIndexes }, [5000, 5000]],
  ['one for dynamodb', { seed: 1, staleIndexes, only: ['dynamodb'] }, [5000, 5000]],
  ['one for something else', { seed: 1, staleIndexes, only: ['streams'] }, [0, 0]],
])('by %s indexes lag for every caller alike', async (_, plan, expected) => {
  expect(await lags(plan)).toEqual(expected);
});

test('other services know of no lag', async () => {
  expect(await lags({ seed: 1, staleIndexes }, 'sqs')).toEqual([0, 0]);
});

test.each([[{}], [{ seconds: 0 }], [{ seconds: 86_401 }], [{ seconds: 5, p: 1 }], [5]])('%j is no lag', (stated) => {
  expect(faultPlanSchema.safeParse({ seed: 1, staleIndexes: stated }).success).toBe(false);
});
