import type { BillParts } from './bill-parts.ts';
import { servedRoute } from './metering.ts';
import type { MonthlyUnits } from './template-months.ts';

const gigabyte = 1024 ** 3;
/** Count, Latency, IntegrationLatency, 4XXError and 5XXError of a method: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
const metricsOfMethod = 5;

/** Custom metrics: every combination of namespace, name and dimensions is one, and so is each detailed metric of a method that was called. */
export function metricMonths({ metrics, resources, metering }: BillParts): readonly MonthlyUnits[] {
  const own = metrics().filter(({ namespace }) => !namespace.startsWith('AWS/'));
  const distinct = new Set(
    own.map(({ namespace, name, dimensions }) => JSON.stringify([namespace, name, Object.entries(dimensions).sort()])),
  );
  const detailed = resources.some(
    ({ type, properties }) =>
      type === 'AWS::ApiGateway::Stage' &&
      JSON.stringify(properties['MethodSettings'] ?? null).includes('"MetricsEnabled":true'),
  );
  const called = new Set(metering.meter.used().flatMap(({ id, by }) => (id === servedRoute ? [by] : [])));
  const units = distinct.size + (detailed ? called.size * metricsOfMethod : 0);
  return units > 0 ? [{ id: 'cloudwatch.metricMonth', units }] : [];
}

/** What the tables hold now, and its continuous backup where a template asks for one. */
export async function storageMonths({ tableBytes, resources }: BillParts): Promise<readonly MonthlyUnits[]> {
  const units = (await tableBytes()) / gigabyte;
  if (units === 0) return [];
  const backed = resources.some(
    ({ type, properties }) =>
      type.startsWith('AWS::DynamoDB::') && JSON.stringify(properties).includes('"PointInTimeRecoveryEnabled":true'),
  );
  return [{ id: 'dynamodb.storedGbMonth', units }, ...(backed ? [{ id: 'dynamodb.recoveryGbMonth', units }] : [])];
}
