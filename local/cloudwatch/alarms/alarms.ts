import type { Place, ResourceKind } from '../../cloudformation/resource.ts';
import { AwsError, type Dispatcher } from '../../dispatcher.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Scheduler } from '../../scheduler.ts';
import { keyOf, type Metric, type MetricName } from '../metric.ts';
import { alarmKind } from './alarm.resource.ts';
import { type Alarm, rangeOf } from './alarm.ts';
import type { Gauge } from './gauge.ts';
import { notificationOf } from './notification.ts';
import { type ActionOutcome, type AlarmStatus, type Change, Watch } from './watch.ts';
import { WatchedMetric } from './watched-metric.ts';

/** An alarm and how it stands, for people. */
export type AlarmView = Omit<Alarm, 'periodMs'> & AlarmStatus & { readonly periodSeconds: number };

/** A metric with the alarms that watch it. */
interface Observed {
  readonly metric: WatchedMetric;
  readonly watches: Watch[];
}

interface AlarmsParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly journal: Journal;
}

/** The alarms of the templates, each over the metric that it watches. */
export class Alarms {
  readonly kind: ResourceKind = alarmKind((alarm) => this.#add(alarm));
  readonly #parts: AlarmsParts;
  /** By the metric's key; one for each unit that is asked for. */
  readonly #observed = new Map<string, Observed[]>();
  readonly #gauges = new Map<string, Gauge>();
  readonly #namespaces = new Set<string>();

  constructor(parts: AlarmsParts) {
    this.#parts = parts;
  }

  /** Whether any alarm watches a metric of this namespace. */
  watchIn(namespace: string): boolean {
    return this.#namespaces.has(namespace);
  }

  /** Takes a value that was measured; of a metric that no alarm watches nothing is kept. */
  put(measured: Metric): void {
    const now = this.#parts.scheduler.now();
    for (const { metric, watches } of this.#observed.get(keyOf(measured)) ?? []) {
      if (metric.unit !== undefined && metric.unit !== measured.unit) continue;
      metric.put(Date.parse(measured.at), measured.value, now);
      for (const watch of watches) watch.plan();
    }
  }

  /**
   * Says where the value of a metric stands at every moment. Gives what its service calls before it changes anything and
   * whenever it is asked.
   */
  connect(name: MetricName, gauge: Gauge): () => void {
    const key = keyOf(name);
    this.#gauges.set(key, gauge);
    for (const { metric, watches } of this.#observed.get(key) ?? []) {
      metric.connect(gauge);
      for (const watch of watches) watch.plan();
    }
    return () => this.#touched(key);
  }

  views(): readonly AlarmView[] {
    const watches = [...this.#observed.values()].flat().flatMap((observed) => observed.watches);
    return watches.map(({ alarm: { periodMs, ...alarm }, status }) => ({
      ...{ ...alarm, ...status },
      periodSeconds: periodMs / 1000,
    }));
  }

  #add(alarm: Alarm): void {
    const { scheduler, journal } = this.#parts;
    const { metric, watches } = this.#observe(alarm);
    metric.keepFor(rangeOf(alarm) * alarm.periodMs);
    const shelf = journal.shelf<AlarmStatus>('state', `the alarm ${alarm.name}`);
    const tell = (told: Alarm, change: Change) => this.#tell(told, change);
    const watch = new Watch(alarm, metric, { scheduler, shelf, tell });
    watches.push(watch);
    watch.plan();
  }

  #observe({ metric: name, unit }: Alarm): Observed {
    const key = keyOf(name);
    const known = this.#observed.get(key) ?? [];
    const same = known.find(({ metric }) => metric.unit === unit);
    if (same) return same;
    const { scheduler, journal } = this.#parts;
    const owner = `the metric ${key}${unit === undefined ? '' : ` in ${unit}`}`;
    const metric = new WatchedMetric(journal.shelf('data for alarms', owner), scheduler.now(), unit);
    const gauge = this.#gauges.get(key);
    if (gauge) metric.connect(gauge);
    const made = { metric, watches: [] };
    this.#observed.set(key, [...known, made]);
    this.#namespaces.add(name.namespace);
    return made;
  }

  #touched(key: string): void {
    for (const { metric, watches } of this.#observed.get(key) ?? []) {
      metric.touched(this.#parts.scheduler.now());
      for (const watch of watches) watch.expectNews();
    }
  }

  /** In CloudWatch's name, on behalf of the alarm: the topic's policy decides. */
  async #tell(alarm: Alarm, change: Change): Promise<readonly ActionOutcome[]> {
    const { dispatcher, place } = this.#parts;
    const principal = { name: alarm.name, service: 'cloudwatch.amazonaws.com', sourceArn: alarm.arn };
    const said = { ...notificationOf(alarm, change, place), MessageStructure: 'json' };
    return Promise.all(
      alarm.actions[change.to].map(async (topic) => {
        try {
          const input = { TopicArn: topic, ...said };
          await dispatcher.call({ service: 'sns', action: 'Publish', input, principal });
          return { topic };
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          return { topic, error: `Failed to execute action ${topic}. Received error: "${error.message}"` };
        }
      }),
    );
  }
}
