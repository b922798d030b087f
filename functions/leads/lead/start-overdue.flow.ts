import type { Context } from '../../platform/context.port.ts';
import type { Key, Table } from '../../platform/table.ts';
import { startOverdueTimer } from '../../platform/timer.port.ts';
import { leadAt } from './lead.store.ts';
import { type LeadTimer, overdueSteps } from './overdue.ts';

/** The state machines of a lead's timers. */
type TimerArns = Readonly<Record<LeadTimer, string>>;

/**
 * The starts of whichever of a lead's timers have not taken their step, at the place in the table where the lead is due.
 * It does not ask why: whether an execution was stopped, failed, ran out or never was, the next one finds the step open,
 * and one that is only slow finds it taken. A start throws where its timer was started in vain as often as it may be.
 */
export async function overdueTimers(
  table: Table,
  key: Key,
  { arns, now }: Pick<Context, 'now'> & { readonly arns: TimerArns },
): Promise<readonly (() => Promise<void>)[]> {
  const lead = await leadAt(table, key);
  if (!lead) return [];
  const { leadId } = lead;
  // The index lags the table by moments, in which the step may have been taken.
  return overdueSteps(lead, now).map(({ timer, run, since, at }) => {
    const overdue = { name: `${leadId}-${run}`, key: { leadId, run }, since, wakeAt: at };
    return () => startOverdueTimer(arns[timer], overdue, now);
  });
}
