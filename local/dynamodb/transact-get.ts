import { addressOf } from './batch-write.ts';
import { consumedByTable, readUnits } from './capacity.ts';
import type { Database } from './database.ts';
import { parse, validationError } from './dynalite.ts';
import { keyFor, projectItem } from './get-item.ts';
import { itemBytes } from './item-size.ts';
import { cancelledError, orReason, transactItems } from './transact-write.ts';
import { type Input, withTableName } from './write.ts';

/** TransactGetItems: all items as of one instant. Throws TransactionCanceledException for keys that do not fit, or ValidationException. */
export function transactGetItems(input: Input, database: Database): Record<string, unknown> {
  const lookups = transactItems(input).map((item) => {
    if (item['Get'] === undefined) throw validationError('TransactItems can only contain Get');
    const request = parse('getItem', withTableName(item['Get'] as Input));
    return { ...request, table: database.table(request.TableName) };
  });
  const places = lookups.map((lookup) =>
    orReason(() => ({ table: lookup.table, key: keyFor(lookup, lookup.table), lookup })),
  );
  const found = places.flatMap((place) => ('Code' in place ? [] : [place]));
  if (found.length < places.length)
    throw cancelledError(places.map((place) => ('Code' in place ? place : { Code: 'None' })));
  if (new Set(found.map(addressOf)).size < found.length)
    throw validationError('Transaction request cannot include multiple operations on one item');
  const items = found.map(({ table, key }) => table.items.get(key));
  return {
    Responses: items.map((item, at) => (item ? { Item: projectItem(item, found[at]?.lookup._projection) } : {})),
    ...consumedByTable(
      () =>
        found.map(({ table }, at) => {
          const item = items[at];
          return { table, units: { table: readUnits(item ? itemBytes(item) : 0, 'transaction'), indexes: {} } };
        }),
      input['ReturnConsumedCapacity'] as 'TOTAL' | 'INDEXES' | 'NONE' | undefined,
    ),
  };
}
