import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Envelope } from '../events/event.ts';
import { readEnv } from './env.ts';
import { logger } from './logger.ts';

const metrics = new Metrics({ namespace: 'Lanekeeper' });

/**
 * Counts published facts by kind, and names the store of each breach in the log. The metric's dimensions are stage and
 * kind only, because each combination costs by the month; who breaches most is a query over the log.
 */
export function measureFacts(facts: readonly Envelope[]): void {
  const { STAGE } = readEnv('STAGE');
  for (const [kind, count] of Object.entries(Object.groupBy(facts, (fact) => fact.type))) {
    const one = metrics.singleMetric();
    one.addDimensions({ stage: STAGE, fact: kind });
    one.addMetric('Facts', MetricUnit.Count, count?.length ?? 0);
  }
  for (const fact of facts) {
    if (fact.type.startsWith('lead.sla-breached.')) logger.info('SLA breached', { fact: fact.type, ...ids(fact.data) });
  }
}

function ids(data: unknown): { leadId?: unknown; dealerId?: unknown } {
  const { leadId, dealerId } = data as { leadId?: unknown; dealerId?: unknown };
  return { leadId, dealerId };
}
