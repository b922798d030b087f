import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { readEnv } from './env.port.ts';
import { Rejected } from './failure.ts';
import type { TableIndex } from './table.index.ts';
import type { CommitOptions, Item, Place, Range, Table, Write } from './table.ts';

/** How items become DynamoDB's: what is undefined is left out. */
export const marshalling = { removeUndefinedValues: true };

/** Opens the function's table. What it can never take as it is throws Rejected. */
export function openTable(): Table {
  const { TABLE_NAME } = readEnv('TABLE_NAME');
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: marshalling });
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
    queryBetween: (partition, { from, to }) =>
      queryAll(client, {
        TableName: TABLE_NAME,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :partition AND SK BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':partition': partition, ':from': from, ':to': to },
      }),
    queryIndex: (index, partition, range = {}) =>
      queryAll(client, { TableName: TABLE_NAME, ...indexQuery(index, partition, range) }),
    async page(index, partition, { after, limit }) {
      const query = { TableName: TABLE_NAME, ...indexQuery(index, partition, { after }), Limit: limit };
      const { items, next } = await queryOnce(client, query);
      const last = next?.[index.sort] as string | undefined;
      return { items, ...(last !== undefined && { last }) };
    },
    pageUpTo: (index, partition, { to, after, limit }) =>
      queryOnce(client, {
        ...{ TableName: TABLE_NAME, ...indexQuery(index, partition, { to }), Limit: limit },
        ...(after && { ExclusiveStartKey: { ...after } }),
      }),
    commit: (writes, how) => commitAll(client, writes.map(putInto(TABLE_NAME)), how),
  };
}

async function commitAll(
  client: DynamoDBDocumentClient,
  puts: readonly PutCommandInput[],
  { repeatable = false }: CommitOptions = {},
): Promise<'committed' | 'conflict'> {
  try {
    const [put, ...others] = puts;
    if (put && others.length === 0 && repeatable) await client.send(new PutCommand(put));
    else await client.send(new TransactWriteCommand({ TransactItems: puts.map((Put) => ({ Put })) }));
    return 'committed';
  } catch (error) {
    if (isConflict(error)) return 'conflict';
    throw isRejection(error) ? new Rejected(`The table does not take an item: ${faultIn(error)}.`) : error;
  }
}

async function queryAll(client: DynamoDBDocumentClient, query: QueryCommandInput): Promise<Item[]> {
  const all: Item[] = [];
  let after: Place | undefined;
  do {
    const { items, next } = await queryOnce(client, { ...query, ...(after && { ExclusiveStartKey: { ...after } }) });
    all.push(...items);
    after = next;
  } while (after);
  return all;
}

async function queryOnce(client: DynamoDBDocumentClient, query: QueryCommandInput) {
  const { Items = [], LastEvaluatedKey: next } = await client.send(new QueryCommand(query));
  return { items: Items as Item[], ...(next && { next: next as Place }) };
}

/** A query of an index partition, of the entries whose sort value lies in a range or after a value. */
function indexQuery(
  { name: IndexName, partition, sort }: TableIndex,
  value: string,
  bounds: Range & { readonly after?: string },
): Omit<QueryCommandInput, 'TableName'> {
  const condition = sortCondition(bounds);
  return {
    IndexName,
    KeyConditionExpression: ['#partition = :partition', ...condition].join(' AND '),
    ExpressionAttributeNames: { '#partition': partition, ...(condition.length > 0 && { '#sort': sort }) },
    ExpressionAttributeValues: {
      ':partition': value,
      ...Object.fromEntries(Object.entries(bounds).map(([bound, text]) => [`:${bound}`, text])),
    },
  };
}

/** DynamoDB takes one condition on the sort attribute. */
function sortCondition({ from, to, after }: Range & { readonly after?: string }): string[] {
  if (after !== undefined) return ['#sort > :after'];
  if (from !== undefined && to !== undefined) return ['#sort BETWEEN :from AND :to'];
  if (from !== undefined) return ['#sort >= :from'];
  return to === undefined ? [] : ['#sort <= :to'];
}

function putInto(TableName: string): (write: Write) => PutCommandInput {
  return (write) => putOf(TableName, write);
}

function putOf(TableName: string, write: Write): PutCommandInput {
  const put = { TableName, Item: { ...write.item } };
  if (write.kind === 'create') return { ...put, ConditionExpression: 'attribute_not_exists(PK)' };
  if (write.kind === 'put') return put;
  if (write.from === 0)
    return { ...put, ConditionExpression: 'attribute_exists(PK) AND attribute_not_exists(version)' };
  return { ...put, ConditionExpression: 'version = :from', ExpressionAttributeValues: { ':from': write.from } };
}

const conflicts = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);
const singleConflicts = new Set(['ConditionalCheckFailedException', 'TransactionConflictException']);
const rejections = new Set(['ValidationException', 'SerializationException']);

/** A condition that failed is a conflict, and so is a transaction that a condition or another transaction cancelled. */
function isConflict(error: unknown): boolean {
  if (error instanceof Error && singleConflicts.has(error.name)) return true;
  const reasons = reasonsOf(error);
  return reasons?.every(({ Code = 'None' }) => conflicts.has(Code)) ?? false;
}

/**
 * Whether the items themselves are at fault: DynamoDB says so for the request or for one of its items, and the SDK says
 * it of what it cannot marshal, before anything is sent (what was sent has metadata).
 */
function isRejection(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const isOfSdk = ['Error', 'TypeError'].includes(error.name) && !('$metadata' in error);
  const isOfItem = reasonsOf(error)?.some(({ Code }) => Code === 'ValidationError') ?? false;
  return rejections.has(error.name) || isOfItem || isOfSdk;
}

interface CancellationReason {
  readonly Code?: string;
  readonly Message?: string;
}

function reasonsOf(error: unknown): readonly CancellationReason[] | undefined {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return undefined;
  return (error as { CancellationReasons?: CancellationReason[] }).CancellationReasons ?? [];
}

/** The messages of DynamoDB and the SDK may quote what they do not take; these words do not. */
const faults: readonly (readonly [pattern: RegExp, fault: string])[] = [
  [/item size/i, 'it is too large'],
  [/size of (hash|range)\s?key|key.* size/i, 'a key is too long'],
  [/number|numeric|integer/i, 'a number is out of range'],
];

function faultIn(error: Error): string {
  const messages = [error.message, ...(reasonsOf(error) ?? []).map(({ Message = '' }) => Message)].join('\n');
  return faults.find(([pattern]) => pattern.test(messages))?.[1] ?? 'it is not of its form';
}
