import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Envelope } from '../events/event.ts';
import { readEnv } from './env.port.ts';
import { escalatedToNobody } from './fact.index.ts';
import { logger } from './logger.port.ts';

const metrics = new Metrics({ namespace: 'Lanekeeper', serviceName: 'lanekeeper' });

/**
 * Counts published facts by kind, and names in the log whose each of the troubling ones is. The metric's dimensions are
 * stage and kind only (and the service, one value), because each combination costs by the month; who breaches most, or
 * sends most that cannot be used, is a query over the log.
 */
export function measureFacts(facts: readonly Envelope[]): void {
  const { STAGE } = readEnv('STAGE');
  for (const [kind, count] of Object.entries(Object.groupBy(facts, countedAs))) {
    const one = metrics.singleMetric();
    one.addDimensions({ stage: STAGE, fact: kind });
    one.addMetric('Facts', MetricUnit.Count, count?.length ?? 0);
  }
  for (const fact of facts) {
    const told = troubling.get(fact.type);
    if (told) logger.info(told.message, { fact: fact.type, ...chosen(fact.data, told.fields) });
  }
}

/** What a fact is counted as: its kind; an escalation that found nobody to tell is counted apart, for its alarm. */
function countedAs({ type, data }: Envelope): string {
  return type === 'lead.escalated.v1' && chosen(data, ['to'])['to'] === undefined ? escalatedToNobody : type;
}

/** Measures how many of something there are at this moment. */
export function measureStanding(name: string, count: number): void {
  const { STAGE } = readEnv('STAGE');
  const one = metrics.singleMetric();
  one.addDimensions({ stage: STAGE });
  one.addMetric(name, MetricUnit.Count, count);
}

/** What the log says of a fact: a message, and ids and codes of its data. */
const troubling = new Map([
  ['lead.sla-breached.v1', { message: 'SLA breached', fields: ['leadId', 'dealerId'] }],
  ['quarantine.entered.v1', { message: 'Quarantined', fields: ['quarantineId', 'senderId', 'credentialId', 'reason'] }],
  [
    'sender.count-short.v1',
    { message: 'Leads missing', fields: ['senderId', 'date', 'stated', 'received', 'missing'] },
  ],
]);

function chosen(data: unknown, fields: readonly string[]): Record<string, unknown> {
  const given = data as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fields.map((field) => [field, given[field]]));
}
