/**
 * Amazon CloudWatch and CloudWatch Logs: what functions log, the metrics they emit as embedded metric format in their log lines
 * or by PutMetricData, and alarms. The newest 100,000 lines and values are kept.
 *
 * An alarm on one metric is evaluated as AWS evaluates it: every minute (looking back over more than a day: every hour), over
 * periods that slide, with M out of N, its treatment of missing data, two periods more than are evaluated to fill gaps from. Of all
 * these evaluations only those are carried out that can change its state, so that idle time costs nothing. It may watch any
 * metric of the app's own and of AWS's services those of known-metrics.ts, which are kept only where an alarm watches them;
 * a queue's figures are sampled at the end of each minute. A change is published to the topics of the new state in CloudWatch's
 * name, so that the topic's policy decides, as a letter for mailboxes and a document for the others.
 * Differs: an alarm begins in the state it has when nothing was ever measured, and nobody is told, as if it had been deployed
 * long ago; what is measured counts at once; a percentile is the value at its rank; changes are no events for EventBridge.
 *
 * Refused: alarms on expressions or several metrics, periods that are no whole minutes, other statistics, other actions than
 * topics, composite alarms, metric filters, statistic sets.
 * Accepted without effect: dashboards, query definitions, resource policies, retention of log groups.
 * Of the APIs: PutMetricData, PutLogEvents, FilterLogEvents (all lines, or `{ $.member = "text" }` and the like), CreateLogGroup,
 * CreateLogStream; all else is refused.
 */
import type { Place, ResourceKinds } from '../cloudformation/resource.ts';
import { type Dispatcher, unsupportedAction } from '../dispatcher.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import type { Scheduler } from '../scheduler.ts';
import { Alarms, type AlarmView } from './alarms/alarms.ts';
import type { Gauge } from './alarms/gauge.ts';
import { cloudWatchKinds, logGroupKind } from './cloudwatch.resource.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { readLogLines } from './log-actions.ts';
import { type Measure, measuring } from './measure.ts';
import type { Metric, MetricName } from './metric.ts';
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
  /** Metric values, oldest first; of AWS's own services none. */
  metrics(): readonly Metric[];
  /** Takes a value as whoever measures it sends it: the app, or a service of AWS's. */
  put(metric: Metric): void;
  /** Hears what services measure of themselves. */
  readonly measure: Measure;
  /** Says where a figure of a service stands at every moment; see Alarms. */
  connect(metric: MetricName, gauge: Gauge): () => void;
  alarms(): readonly AlarmView[];
}

interface CloudWatchParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly journal?: Journal;
  /** The log group of a function; Lambda's own by default. */
  groupOf?(functionName: string): string | undefined;
}

/** Puts CloudWatch and CloudWatch Logs into service. */
export function createCloudWatch(parts: CloudWatchParts): CloudWatch {
  const { scheduler, dispatcher, place, journal = noJournal } = parts;
  const entries = createNewest<LogEntry>(kept, journal.shelf('log entries'));
  const metrics = createNewest<Metric>(kept, journal.shelf('metric values'));
  const alarms = new Alarms({ scheduler, dispatcher, place, journal });
  const put = (metric: Metric): void => {
    if (!metric.namespace.startsWith('AWS/')) metrics.add(metric);
    alarms.put(metric);
  };
  const keep = (entry: LogEntry): void => {
    entries.add(entry);
    for (const metric of embeddedMetrics(entry.message)) put(metric);
  };
  dispatcher.register('cloudwatch', async (call) => {
    if (call.action !== 'PutMetricData') throw unsupportedAction(call);
    for (const metric of readMetricData(call, scheduler.now())) put(metric);
    return {};
  });
  const groups = new Set<string>();
  dispatcher.register('logs', async (call) => {
    if (call.action === 'FilterLogEvents') return filterLogEvents(call, linesByGroup(parts, entries, groups));
    for (const { group, at, line } of readLogLines(call))
      keep({ function: group, at: new Date(at).toISOString(), message: parseLine(line) });
    return {};
  });
  return {
    kinds: { ...cloudWatchKinds, ...logGroupKind(groups), 'AWS::CloudWatch::Alarm': alarms.kind },
    log(functionName, requestId, line) {
      const at = new Date(scheduler.now()).toISOString();
      keep({ function: functionName, ...(requestId !== undefined && { requestId }), at, message: parseLine(line) });
    },
    logs: (functionName) =>
      entries.all().filter((entry) => functionName === undefined || entry.function === functionName),
    metrics: () => metrics.all(),
    put,
    measure: measuring(alarms, () => scheduler.now()),
    connect: (metric, gauge) => alarms.connect(metric, gauge),
    alarms: () => alarms.views(),
  };
}

/** The lines of a log group; nothing where there is no such group. */
function linesByGroup(
  parts: Pick<CloudWatchParts, 'groupOf'>,
  entries: { all(): readonly LogEntry[] },
  groups: ReadonlySet<string>,
): (group: string) => readonly LogEntry[] | undefined {
  const groupOf = (name: string) => parts.groupOf?.(name) ?? (name.startsWith('/') ? name : `/aws/lambda/${name}`);
  return (group) => {
    const lines = entries.all().filter((entry) => groupOf(entry.function) === group);
    return lines.length > 0 || groups.has(group) ? lines : undefined;
  };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
