import { AwsError } from '../dispatcher.ts';
import type { Item } from './attribute-value.ts';
import { satisfies } from './condition.ts';
import { type Database, tableName } from './database.ts';
import { assertItem, assertKey, assertPaths, assertUpdates, keyOf, parse, validationError } from './dynalite.ts';
import { itemBytes, maxItemBytes } from './item-size.ts';
import type { KeyedRequest, PutRequest } from './request.ts';
import type { Change, Table } from './table.ts';
import { applyUpdate } from './update-expression.ts';

/** A checked request to write one item, not yet looked at against the item. `request` decides alone what becomes of it. */
export interface Write {
  readonly table: Table;
  readonly key: string;
  readonly kind: 'put' | 'update' | 'delete' | 'check';
  readonly request: PutRequest | KeyedRequest;
  /** ReturnValuesOnConditionCheckFailure: ALL_OLD. */
  readonly showItem: boolean;
}

export type Input = Readonly<Record<string, unknown>>;

/** Legacy parameters that expressions replaced in 2014. */
const legacy = ['Expected', 'ConditionalOperator', 'AttributeUpdates', 'AttributesToGet', 'QueryFilter', 'ScanFilter'];

const stages = { put: 'putItem', update: 'updateItem', delete: 'deleteItem', check: 'deleteItem' } as const;

/** Reads a write's parameters and checks all that needs no schema. Throws AwsError with AWS's message. */
export function parseWrite(kind: Write['kind'], input: Input, database: Database): Omit<Write, 'key'> {
  refuseLegacy(input);
  const onFailure = input['ReturnValuesOnConditionCheckFailure'] ?? 'NONE';
  if (onFailure !== 'ALL_OLD' && onFailure !== 'NONE')
    throw validationError(
      `1 validation error detected: Value '${String(onFailure)}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`,
    );
  const request = parse(stages[kind], withTableName(input)) as PutRequest | KeyedRequest;
  if ('Item' in request && itemBytes(request.Item) > maxItemBytes)
    throw validationError('Item size has exceeded the maximum allowed size');
  return { table: database.table(request.TableName), kind, request, showItem: onFailure === 'ALL_OLD' };
}

/** Checks the key, item and paths of a write against its table's schema. */
export function locateWrite(write: Omit<Write, 'key'>): Write {
  const { table, request } = write;
  const { definition } = table;
  if ('Item' in request) assertItem(request.Item, definition);
  else {
    assertKey(request.Key, definition);
    assertUpdates(request._updates, definition);
  }
  assertPaths(request._condition, definition);
  const item = 'Item' in request ? request.Item : request.Key;
  if (write.kind === 'put') assertIndexKeys(item, table);
  return { ...write, key: keyOf(item, definition) };
}

/** What a write makes of its item as it stands. Throws ConditionalCheckFailedException or ValidationException; changes nothing. */
export function outcomeOf(write: Write): Change {
  const { table, key, request } = write;
  const before = table.items.get(key);
  if (request._condition && !satisfies(request._condition.expression, before ?? {}))
    throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
      details: write.showItem && before ? { Item: before } : {},
    });
  const after = successor(write, before);
  return { table, key, ...(before && { before }), ...(after && { after }) };
}

function successor({ kind, request, table }: Write, before: Item | undefined): Item | undefined {
  if (kind === 'check') return before;
  if ('Item' in request) return request.Item;
  if (kind === 'delete') return undefined;
  const item = applyUpdate(request._updates?.sections ?? [], before ?? request.Key);
  if (itemBytes(item) > maxItemBytes)
    throw validationError('Item size to update has exceeded the maximum allowed size');
  assertIndexKeys(item, table);
  return item;
}

/** Index keys have their declared type and are not empty, as a condition of storing the item at all. */
function assertIndexKeys(item: Item, { definition }: Table): void {
  for (const { IndexName, KeySchema } of definition.GlobalSecondaryIndexes ?? []) {
    for (const { AttributeName } of KeySchema) {
      const value = item[AttributeName];
      const type = definition.AttributeDefinitions.find(
        (known) => known.AttributeName === AttributeName,
      )?.AttributeType;
      if (value === undefined || type === undefined) continue;
      if (value[type] === undefined)
        throw validationError('The update expression attempted to update the secondary index key to unsupported type');
      if (value[type] === '')
        throw validationError(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${IndexName}, IndexKey: ${AttributeName}`,
        );
    }
  }
}

/** Throws for the parameters of before expressions: nothing should be written with them any more. */
export function refuseLegacy(input: Input): void {
  const found = legacy.find((name) => input[name] !== undefined);
  if (found)
    throw new AwsError('UnsupportedOnThisMachine', `The legacy parameter ${found} is not emulated`, { status: 501 });
}

/** The input with the table's name where its ARN was given. */
export function withTableName(input: Input): Input {
  const table = input['TableName'];
  return typeof table === 'string' ? { ...input, TableName: tableName(table) } : input;
}
