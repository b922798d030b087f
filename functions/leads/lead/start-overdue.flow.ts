import type { Context } from '../../platform/context.port.ts';
import type { Key, Table } from '../../platform/table.ts';
import { startOverdueTimer } from '../../platform/timer.port.ts';
import { leadAt } from './lead.store.ts';
import { type LeadTimer, overdueSteps } from './overdue.ts';

/** The state machines of a lead's timers. */
type TimerArns = Readonly<Record<LeadTimer, string>>;

/**
 * Starts again whichever of a lead's timers has not taken its step, at the place in the table where the lead is due. It
 * does not ask why: whether an execution was stopped, failed, ran out or never was, the next one finds the step open, and
 * one that is only slow finds it taken. Throws where a timer has been started as often as a day allows.
 */
export async function startOverdueTimers(
  table: Table,
  key: Key,
  { arns, now }: Pick<Context, 'now'> & { readonly arns: TimerArns },
): Promise<'started' | 'not-due'> {
  const lead = await leadAt(table, key);
  if (!lead) return 'not-due';
  // The index lags the table by moments, in which the step may have been taken.
  const steps = overdueSteps(lead, now);
  const { leadId } = lead;
  for (const { timer, run, since, at } of steps)
    await startOverdueTimer(arns[timer], { name: `${leadId}-${run}`, key: { leadId, run }, since, wakeAt: at }, now);
  return steps.length > 0 ? 'started' : 'not-due';
}
