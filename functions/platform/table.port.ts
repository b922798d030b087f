import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { readEnv } from './env.port.ts';
import type { Item, Page, Pair, Table, Write } from './table.ts';

/** Opens the function's table. */
export function openTable(): Table {
  const { TABLE_NAME } = readEnv('TABLE_NAME');
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return {
    async get(key) {
      const { Item } = await client.send(
        new GetCommand({ TableName: TABLE_NAME, Key: { PK: key.PK, SK: key.SK }, ConsistentRead: true }),
      );
      return Item as Item | undefined;
    },
    query: (partition, prefix) =>
      queryAll(client, {
        TableName: TABLE_NAME,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :partition AND begins_with(SK, :prefix)',
        ExpressionAttributeValues: { ':partition': partition, ':prefix': prefix },
      }),
    queryIndex: (IndexName, partition, range) =>
      queryAll(client, {
        TableName: TABLE_NAME,
        IndexName,
        KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#partition': partition.name, '#sort': range.name },
        ExpressionAttributeValues: { ':partition': partition.value, ':from': range.from, ':to': range.to },
      }),
    page: (IndexName, partition, page) => queryPage(client, { TableName: TABLE_NAME, IndexName }, { partition, page }),
    async commit(writes) {
      try {
        await client.send(
          new TransactWriteCommand({ TransactItems: writes.map((write) => ({ Put: putOf(TABLE_NAME, write) })) }),
        );
        return 'committed';
      } catch (error) {
        if (isConflict(error)) return 'conflict';
        throw error;
      }
    },
  };
}

async function queryAll(client: DynamoDBDocumentClient, query: QueryCommandInput): Promise<Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...query, ...(ExclusiveStartKey && { ExclusiveStartKey }) }));
    items.push(...((page.Items ?? []) as Item[]));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

async function queryPage(
  client: DynamoDBDocumentClient,
  index: { TableName: string; IndexName: string },
  { partition, page }: { partition: Pair; page: Page },
): Promise<{ items: Item[]; last?: string }> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      ...index,
      KeyConditionExpression: '#partition = :partition AND #sort > :after',
      ExpressionAttributeNames: { '#partition': partition.name, '#sort': page.name },
      ExpressionAttributeValues: { ':partition': partition.value, ':after': page.after },
      Limit: page.limit,
    }),
  );
  const last = LastEvaluatedKey?.[page.name] as string | undefined;
  return { items: Items as Item[], ...(last !== undefined && { last }) };
}

function putOf(TableName: string, write: Write) {
  const put = { TableName, Item: { ...write.item } };
  if (write.kind === 'create') return { ...put, ConditionExpression: 'attribute_not_exists(PK)' };
  if (write.kind === 'put') return put;
  return { ...put, ConditionExpression: 'version = :from', ExpressionAttributeValues: { ':from': write.from } };
}

const conflicts = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);

/** A cancelled transaction is a conflict when a condition or another transaction cancelled it; a fault in the items is a bug. */
function isConflict(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return false;
  const reasons = (error as { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? [];
  return reasons.every((reason) => conflicts.has(reason.Code ?? 'None'));
}
