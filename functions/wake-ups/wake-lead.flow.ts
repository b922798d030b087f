import { tellFollowUps } from '../leads/follow-up/tell-follow-ups.flow.ts';
import { leadAt } from '../leads/lead/lead.store.ts';
import { dueRuns, overdueStep } from '../leads/lead/overdue.ts';
import type { Context } from '../platform/context.port.ts';
import type { Key, Table } from '../platform/table.ts';
import { startOverdueTimer } from '../platform/timer.port.ts';
import type { Start } from './sweep.flow.ts';

/** Where leads are, and the state machine of their SLA timers. */
interface Leads {
  readonly table: Table;
  readonly slaArn: string;
}

/**
 * What is to be done for a lead at a place of the table where it is due: an SLA timer whose step was not taken is started
 * again, and what its follow-ups owe is said here. Nothing where by now it is not due: the index lags the table. It does not
 * ask why a step was not taken: whether an execution was stopped, failed, ran out or never was, the next one finds it open,
 * and one that is only slow finds it taken. A start throws where the timer was started in vain as often as it may be.
 */
export async function wakeLead({ table, slaArn }: Leads, key: Key, context: Context): Promise<readonly Start[]> {
  const { now } = context;
  const lead = await leadAt(table, key);
  if (!lead) return [];
  const { leadId } = lead;
  const starts: Start[] =
    dueRuns(lead, now).length === 0 ? [] : [{ isExecution: false, run: () => tellFollowUps(table, leadId, context) }];
  const step = overdueStep(lead, now);
  if (!step) return starts;
  const { run, since, at } = step;
  const overdue = { name: `${leadId}-${run}`, key: { leadId, run }, since, wakeAt: at };
  return [{ isExecution: true, run: () => startOverdueTimer(slaArn, overdue, now) }, ...starts];
}
