import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { eventMeasures } from '../events/event-measures.ts';
import { readEnv } from './env.port.ts';
import type { KeptFact } from './fact.ts';
import { logger } from './logger.port.ts';

const metrics = new Metrics({ namespace: 'Lanekeeper', serviceName: 'lanekeeper' });

/**
 * Counts published facts by kind, and names in the log whose each of the troubling ones is. The metric's dimensions are
 * stage and kind only (and the service, one value), because each combination costs by the month; who breaches most, or
 * sends most that cannot be used, is a query over the log, where `factId` tells these lines from the metrics', and a fact
 * from one that was delivered again.
 */
export function measureFacts(facts: readonly KeptFact[]): void {
  const { STAGE } = readEnv('STAGE');
  for (const [kind, count] of Object.entries(Object.groupBy(facts, countedAs))) {
    const one = metrics.singleMetric();
    one.addDimensions({ stage: STAGE, fact: kind });
    one.addMetric('Facts', MetricUnit.Count, count?.length ?? 0);
  }
  for (const { type, id, data } of facts) {
    const logged = eventMeasures[type]?.logged;
    if (logged) logger.info(logged.message, { fact: type, factId: id, ...pick(data, logged.fields) });
  }
}

function countedAs({ type, data }: KeptFact): string {
  return eventMeasures[type]?.countedAs?.(data as Readonly<Record<string, unknown>>) ?? type;
}

/** Measures how many of something there are at this moment, or just came about; each combination of dimensions costs. */
export function measureCount(name: string, count: number, dimensions: Dimensions = {}): void {
  measure({ name, value: count, unit: MetricUnit.Count }, dimensions);
}

/** Measures how long something takes or has taken, in seconds. */
export function measureSeconds(name: string, seconds: number): void {
  measure({ name, value: seconds, unit: MetricUnit.Seconds }, {});
}

type Dimensions = Readonly<Record<string, string>>;

interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: (typeof MetricUnit)[keyof typeof MetricUnit];
}

function measure({ name, value, unit }: Measure, dimensions: Dimensions): void {
  const { STAGE } = readEnv('STAGE');
  const one = metrics.singleMetric();
  one.addDimensions({ stage: STAGE, ...dimensions });
  one.addMetric(name, unit, value);
}

function pick(data: unknown, fields: readonly string[]): Record<string, unknown> {
  const given = data as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fields.map((field) => [field, given[field]]));
}
