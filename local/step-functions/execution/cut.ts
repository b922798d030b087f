import type { Thread } from './execution.ts';
import type { Run } from './run.ts';

/** Stops a thread where it stands: no timer, token or child of it comes back. */
export function cut(run: Run, thread: Thread): void {
  run.host.noteChange?.(run.execution, thread);
  if (thread.status === 'running') thread.status = 'cut';
  forgetPending(run, thread);
  cutChildren(run, thread);
}

/** Stops the branches or iterations of a thread that still run. */
export function cutChildren(run: Run, thread: Thread): void {
  for (const child of thread.fanOut?.children ?? []) if (child?.status === 'running') cut(run, child);
}

/** Ends what a thread waits for. */
export function forgetPending(run: Run, thread: Thread): void {
  const { pending } = thread;
  thread.pending = undefined;
  pending?.cancel?.();
  pending?.cancelHeartbeat?.();
  if (pending?.token !== undefined) run.host.forgetToken(pending.token);
}
