import type { Resource } from '../cloudformation/resource.ts';
import { operator } from '../dispatcher.ts';
import type { Services } from '../services.ts';
import { type Bill, billOf } from './bill.ts';
import type { BillParts } from './bill-parts.ts';
import type { Assumptions } from './service-usage.ts';

interface RuntimeBillParts {
  readonly region: string;
  readonly services: Services;
  readonly resources: readonly Resource[];
  short(name: string): string;
}

/** The bill of a running runtime; throws RangeError for a region without a price list. */
export function billOfRuntime(runtime: RuntimeBillParts): (assumed?: Assumptions) => Promise<Bill> {
  const { services, resources } = runtime;
  const parts: BillParts = {
    ...runtime,
    metering: services.metering,
    functions: () => services.lambda.functions(),
    stateMachines: () => services.stepFunctions.usage(),
    metrics: () => services.cloudWatch.metrics(),
    eventTypes: () => services.eventBridge.events().map((event) => event['detail-type']),
    tableBytes: () => bytesInTables(services, resources),
  };
  return (assumed) => billOf(parts, assumed);
}

async function bytesInTables({ dispatcher }: Services, resources: readonly Resource[]): Promise<number> {
  const tables = resources.filter(({ type }) => /^AWS::DynamoDB::(Global)?Table$/.test(type));
  const sizes = tables.map(async ({ ref: TableName }) => {
    const { Table } = await dispatcher.call({
      service: 'dynamodb',
      action: 'DescribeTable',
      input: { TableName },
      principal: operator,
    });
    return typeof Table === 'object' && Table !== null && 'TableSizeBytes' in Table ? Number(Table.TableSizeBytes) : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
}
