import type { Database } from './database.ts';
import { parse } from './dynalite.ts';
import { itemBytes } from './item-size.ts';
import type { Table } from './table.ts';
import { type Input, withTableName } from './write.ts';

/** DescribeTable; counts are exact here (AWS brings them up to date every six hours). */
export function describeTable(input: Input, database: Database): Record<string, unknown> {
  const table = database.table(parse('describeTable', withTableName(input)).TableName);
  const { definition, arn, stream, createdAt } = table;
  const indexes = definition.GlobalSecondaryIndexes?.map((index) => ({
    ...index,
    IndexArn: `${arn}/index/${index.IndexName}`,
    IndexStatus: 'ACTIVE',
    ItemCount: table.indexes.get(index.IndexName)?.items.size ?? 0,
  }));
  return {
    Table: {
      TableName: definition.TableName,
      TableArn: arn,
      TableStatus: 'ACTIVE',
      KeySchema: definition.KeySchema,
      AttributeDefinitions: definition.AttributeDefinitions,
      CreationDateTime: createdAt / 1000,
      ItemCount: table.items.size,
      TableSizeBytes: sizeOf(table),
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ...(indexes && { GlobalSecondaryIndexes: indexes }),
      ...(stream && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType },
        LatestStreamArn: stream.arn,
        LatestStreamLabel: stream.arn.split('/stream/')[1],
      }),
    },
  };
}

/** DescribeTimeToLive. */
export function describeTimeToLive(input: Input, database: Database): Record<string, unknown> {
  const { expiryAttribute } = database.table(parse('describeTable', withTableName(input)).TableName);
  return {
    TimeToLiveDescription: expiryAttribute
      ? { TimeToLiveStatus: 'ENABLED', AttributeName: expiryAttribute }
      : { TimeToLiveStatus: 'DISABLED' },
  };
}

/** ListTables, by name. */
export function listTables(input: Input, database: Database): Record<string, unknown> {
  const { ExclusiveStartTableName = '', Limit = 100 } = parse('listTables', input);
  const names = database
    .tables()
    .map(({ definition }) => definition.TableName)
    .filter((name) => name > ExclusiveStartTableName)
    .sort();
  const page = names.slice(0, Limit);
  return { TableNames: page, ...(names.length > page.length && { LastEvaluatedTableName: page.at(-1) }) };
}

function sizeOf(table: Table): number {
  let bytes = 0;
  for (const [, item] of table.items.entries()) bytes += itemBytes(item);
  return bytes;
}
