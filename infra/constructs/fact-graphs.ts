import type { Duration } from 'aws-cdk-lib';
import { GraphWidget, LogQueryWidget, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Stage } from '../stages.ts';
import { logGroupOf } from './service-function.ts';

/** How often a fact was published; `fact` is what it is counted as, most often its event type. */
export function factMetric(stage: Stage, fact: string, options: MetricOptions = {}): Metric {
  return new Metric({
    namespace: 'Lanekeeper',
    metricName: 'Facts',
    dimensionsMap: { service: 'lanekeeper', stage: stage.label, fact },
    statistic: 'Sum',
    ...options,
  });
}

interface Measure {
  readonly name: string;
  /** Beside the stage. */
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly period?: Duration;
  /** The sum of what was measured, unless the largest is asked for. */
  readonly statistic?: 'Sum' | 'Maximum';
}

/** What functions measured by `measureCount` or `measureSeconds`. */
export function measure(stage: Stage, { name, dimensions, period, statistic = 'Sum' }: Measure): Metric {
  return new Metric({
    namespace: 'Lanekeeper',
    metricName: name,
    dimensionsMap: { service: 'lanekeeper', stage: stage.label, ...dimensions },
    statistic,
    ...(period && { period }),
  });
}

/** A graph of how often facts of some kinds were published. */
export function factGraph(stage: Stage, title: string, kinds: readonly string[]): GraphWidget {
  return new GraphWidget({ title, left: kinds.map((kind) => factMetric(stage, kind)), width: 12 });
}

interface FactRanking {
  readonly title: string;
  /** The event type, one whose ids and codes the relay logs. */
  readonly fact: string;
  /** What its occurrences are called in the plural. */
  readonly counted: string;
  /** The fields of its data that it is counted by. */
  readonly by: readonly string[];
}

/**
 * Who or what most facts of a kind are about, from the relay's log; as a metric each of them would cost by the month. The log
 * also holds the metrics' own documents, which name the fact but not its id, and a fact twice that was delivered twice.
 */
export function factRanking(stage: Stage, { title, fact, counted, by }: FactRanking): LogQueryWidget {
  return new LogQueryWidget({
    title,
    logGroupNames: [logGroupOf(stage, 'platform/relay-facts')],
    queryLines: [
      `filter fact = "${fact}" and ispresent(factId)`,
      `stats count_distinct(factId) as ${counted} by ${by.join(', ')}`,
      `sort ${counted} desc`,
      'limit 20',
    ],
    width: 12,
  });
}
