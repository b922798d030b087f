import { AwsError } from '../../dispatcher.ts';
import type { Execution, Thread } from '../execution/execution.ts';
import { record } from '../execution/history.ts';
import type { Run } from '../execution/run.ts';

const REDRIVABLE_MS = 14 * 24 * 60 * 60 * 1000;

/** Refuses to redrive what AWS does not redrive: Express, running, succeeded, or closed 14 days ago. */
export function requireRedrivable(execution: Execution, now: number): void {
  const reason = reasonAgainst(execution, now);
  if (reason) throw new AwsError('ExecutionNotRedrivable', reason);
}

/** Why an execution cannot be redriven; nothing when it can. */
export function reasonAgainst(execution: Execution, now: number): string | undefined {
  if (execution.status === 'RUNNING') return 'Execution is RUNNING and cannot be redriven';
  if (execution.status === 'SUCCEEDED') return 'Execution is SUCCEEDED and cannot be redriven';
  if (!execution.root || (execution.stoppedAt ?? 0) + REDRIVABLE_MS <= now)
    return 'Execution is not redrivable within the redrivable period of 14 days';
  return undefined;
}

/** Runs a failed, aborted or timed-out execution on from the states that did not succeed. */
export async function redrive(run: Run): Promise<void> {
  const { execution, host } = run;
  const { root } = execution;
  if (!root) return;
  const at = host.scheduler.now();
  execution.status = 'RUNNING';
  execution.stoppedAt = undefined;
  execution.error = undefined;
  execution.cause = undefined;
  execution.redriveCount += 1;
  execution.redrivenAt = at;
  const details = { redriveCount: execution.redriveCount };
  record(execution, root, { type: 'ExecutionRedriven', at, details });
  await revive(run, root);
}

/** A thread that fanned out revives those of its branches that did not end; any other begins its state again. */
async function revive(run: Run, thread: Thread): Promise<void> {
  run.host.noteChange?.(run.execution, thread);
  thread.status = 'running';
  thread.attempts = [];
  const { fanOut } = thread;
  const stopped = fanOut?.children.filter((child) => child !== undefined && child.status !== 'ended') ?? [];
  if (!fanOut || stopped.length === 0) {
    thread.fanOut = undefined;
    return run.engine.advance(run, thread);
  }
  fanOut.failures = 0;
  fanOut.active = stopped.length;
  for (const child of stopped) if (child) await revive(run, child);
}
