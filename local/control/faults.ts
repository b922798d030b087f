import * as z from 'zod';
import { type FaultPlan, faultPlanSchema } from '../faults/fault-plan.ts';
import type { Scheduler } from '../scheduler.ts';
import { parseJsonBody } from './json-body.ts';
import { Problem } from './problem.ts';

/** The faults of a runtime, as the control API sees them. */
export interface FaultControl {
  readonly plan: FaultPlan | undefined;
  /** What happened since the plan was set, oldest first. */
  readonly trace: readonly unknown[];
  set(plan: FaultPlan | undefined): void;
}

/** The plan in force and what happened by it. */
export function faultsDocument({ plan, trace }: FaultControl): Record<string, unknown> {
  return { plan: plan ?? null, faults: trace };
}

/** Sets the plan in `body` once the runtime is at rest, or none for an empty one. Throws Problem 400 for what is no plan. */
export async function setFaults(faults: FaultControl, scheduler: Scheduler, body: string): Promise<object> {
  const plan = planOf(body);
  await scheduler.idle();
  faults.set(plan);
  return faultsDocument(faults);
}

function planOf(body: string): FaultPlan | undefined {
  const stated = parseJsonBody(body === '' ? '{}' : body);
  if (typeof stated === 'object' && stated !== null && Object.keys(stated).length === 0) return undefined;
  const plan = faultPlanSchema.safeParse(stated);
  if (plan.success) return plan.data;
  throw new Problem(400, `The plan cannot be used: ${z.prettifyError(plan.error).replaceAll(/\s+/g, ' ')}`);
}
