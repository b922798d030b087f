import { endExecution } from './end-execution.ts';
import type { Run } from './run.ts';

const EXPRESS_LIMIT_SECONDS = 5 * 60;
const STANDARD_LIMIT_SECONDS = 365 * 24 * 60 * 60;

/** Ends a waiting execution when its time is over: its own TimeoutSeconds, five minutes or a year. */
export function armDeadline(run: Run): void {
  if (run.deadline) return;
  const { execution, host, definition } = run;
  const most = execution.type === 'EXPRESS' ? EXPRESS_LIMIT_SECONDS : STANDARD_LIMIT_SECONDS;
  const seconds = Math.min(definition.timeoutSeconds ?? most, most);
  const from = execution.redrivenAt ?? execution.startedAt;
  run.deadline = host.scheduler.at(from + seconds * 1000, `${execution.machineName} ${execution.name} timeout`, () =>
    endExecution(run, { status: 'TIMED_OUT' }),
  );
}
