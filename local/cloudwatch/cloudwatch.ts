/**
 * Amazon CloudWatch and CloudWatch Logs: what functions log, and the metrics they emit as embedded metric format in
 * their log lines or by PutMetricData. The newest 100,000 of each are kept.
 *
 * Accepted and not evaluated: alarms, composite alarms, dashboards, metric filters, query definitions, resource
 * policies, retention of log groups. No alarm ever goes off here; look at the metrics.
 * Of the APIs: PutMetricData (no statistic sets), PutLogEvents, CreateLogGroup, CreateLogStream; all else is refused.
 */
import type { Place, ResourceKinds } from '../cloudformation/resource.ts';
import { type Dispatcher, unsupportedAction } from '../dispatcher.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import type { Scheduler } from '../scheduler.ts';
import { cloudWatchKinds } from './cloudwatch.resource.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import { readLogLines } from './log-actions.ts';
import type { Metric } from './metric.ts';
import { createNewest } from './newest.ts';
import { readMetricData } from './put-metric-data.ts';

const kept = 100_000;

interface LogEntry {
  /** The function's name, or the log group's for lines written with PutLogEvents. */
  readonly function: string;
  readonly requestId?: string;
  /** ISO-8601. */
  readonly at: string;
  /** Parsed where it is JSON. */
  readonly message: unknown;
}

export interface CloudWatch {
  readonly kinds: ResourceKinds;
  /** Keeps a line that a function wrote, and the metrics in it. */
  log(functionName: string, requestId: string | undefined, line: string): void;
  /** Lines, oldest first; of one function where it is named. */
  logs(functionName?: string): readonly LogEntry[];
  /** Metric values, oldest first. */
  metrics(): readonly Metric[];
}

interface CloudWatchParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly journal?: Journal;
}

/** Puts CloudWatch and CloudWatch Logs into service. */
export function createCloudWatch({ scheduler, dispatcher, journal = noJournal }: CloudWatchParts): CloudWatch {
  const entries = createNewest<LogEntry>(kept, journal.shelf('log entries'));
  const metrics = createNewest<Metric>(kept, journal.shelf('metric values'));
  const keep = (entry: LogEntry): void => {
    entries.add(entry);
    for (const metric of embeddedMetrics(entry.message)) metrics.add(metric);
  };
  dispatcher.register('cloudwatch', async (call) => {
    if (call.action !== 'PutMetricData') throw unsupportedAction(call);
    for (const metric of readMetricData(call, scheduler.now())) metrics.add(metric);
    return {};
  });
  dispatcher.register('logs', async (call) => {
    for (const { group, at, line } of readLogLines(call))
      keep({ function: group, at: new Date(at).toISOString(), message: parseLine(line) });
    return {};
  });
  return {
    kinds: cloudWatchKinds,
    log(functionName, requestId, line) {
      const at = new Date(scheduler.now()).toISOString();
      keep({ function: functionName, ...(requestId !== undefined && { requestId }), at, message: parseLine(line) });
    },
    logs: (functionName) =>
      entries.all().filter((entry) => functionName === undefined || entry.function === functionName),
    metrics: () => metrics.all(),
  };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
