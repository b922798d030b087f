import type { Item } from './attribute-value.ts';
import { consumedByTable, consumedCapacity, isMetered, readUnits } from './capacity.ts';
import type { Database } from './database.ts';
import { assertKey, assertPaths, keyOf, parse, project, validationError } from './dynalite.ts';
import { itemBytes } from './item-size.ts';
import type { Projection } from './request.ts';
import type { Table } from './table.ts';
import { type Input, refuseLegacy, withTableName } from './write.ts';

/** The key to read, with the projection asked for. */
interface Lookup {
  readonly Key: Item;
  readonly _projection?: Projection;
}

/** What BatchGetItem returns at most, in bytes; further keys are left unprocessed. */
const batchBytes = 16 * 1024 * 1024;

/** GetItem. Throws AwsError with AWS's code and message. */
export function getItem(input: Input, database: Database): Record<string, unknown> {
  refuseLegacy(input);
  const request = parse('getItem', withTableName(input));
  const table = database.table(request.TableName);
  const item = table.items.get(keyFor(request, table));
  const detail = request.ReturnConsumedCapacity;
  const mode = request.ConsistentRead ? 'consistent' : 'eventual';
  const units = () => ({ table: readUnits(item ? itemBytes(item) : 0, mode), indexes: {} });
  return {
    ...(item && { Item: projectItem(item, request._projection) }),
    ...(isMetered(detail) && { ConsumedCapacity: consumedCapacity(request.TableName, units(), detail) }),
  };
}

/** BatchGetItem; the items come in the order of the keys. Throws AwsError with AWS's code and message. */
export function batchGetItem(input: Input, database: Database): Record<string, unknown> {
  for (const request of Object.values((input['RequestItems'] ?? {}) as Record<string, Input>)) refuseLegacy(request);
  const { RequestItems, ReturnConsumedCapacity } = parse('batchGetItem', input);
  const lookups = Object.entries(RequestItems).flatMap(([name, request]) =>
    request.Keys.map((Key) => ({ ...request, name, Key, table: database.table(name) })),
  );
  if (lookups.length > 100) throw validationError('Too many items requested for the BatchGetItem call');
  const keys = lookups.map((lookup) => keyFor(lookup, lookup.table));
  if (new Set(lookups.map(({ name }, at) => `${name}\n${keys[at]}`)).size < lookups.length)
    throw validationError('Provided list of item keys contains duplicates');
  const responses: Record<string, Item[]> = Object.fromEntries(Object.keys(RequestItems).map((name) => [name, []]));
  const unprocessed: Record<string, Record<string, unknown> & { Keys: Item[] }> = {};
  let total = 0;
  const parts = lookups.flatMap(({ name, table, Key, ...lookup }, at) => {
    const item = table.items.get(keys[at] ?? '');
    const bytes = item ? itemBytes(item) : 0;
    total += bytes;
    if (total > batchBytes) {
      const rest = unprocessed[name] ?? { ...(input['RequestItems'] as Record<string, Input>)[name], Keys: [] };
      rest.Keys.push(Key);
      unprocessed[name] = rest;
      return [];
    }
    if (item) responses[name]?.push(projectItem(item, lookup._projection));
    const mode = lookup.ConsistentRead ? 'consistent' : 'eventual';
    return [{ table, units: { table: readUnits(bytes, mode), indexes: {} } }];
  });
  return {
    Responses: responses,
    UnprocessedKeys: unprocessed,
    ...consumedByTable(() => parts, ReturnConsumedCapacity),
  };
}

/** The storage key a lookup asks for. Throws ValidationException when it is not the table's key. */
export function keyFor({ Key, _projection }: Lookup, table: Table): string {
  assertKey(Key, table.definition);
  assertPaths(_projection, table.definition);
  return keyOf(Key, table.definition);
}

/** An item, or the part of it that a projection names. */
export function projectItem(item: Item, projection: Projection | undefined): Item {
  return projection ? project(projection.paths, item) : item;
}
