import type { Item } from './attribute-value.ts';
import { consumedCapacity, isMetered, readUnits } from './capacity.ts';
import { satisfies } from './condition.ts';
import type { Database } from './database.ts';
import { assertPaths, indexKeyOf, parse, readPage, validationError } from './dynalite.ts';
import { projectItem } from './get-item.ts';
import type { IndexLag } from './index-lag.ts';
import { assertProjected } from './index-projection.ts';
import { itemBytes } from './item-size.ts';
import type { PageRequest } from './request.ts';
import type { Range } from './sorted-map.ts';
import { projectedInto, type Table, type TableIndex } from './table.ts';
import { type Input, refuseLegacy, withTableName } from './write.ts';

/** Query and Scan. Rejects with AwsError with AWS's code and message. */
export async function queryOrScan(
  action: 'query' | 'scan',
  input: Input,
  { database, lag }: { readonly database: Database; readonly lag: IndexLag },
): Promise<Record<string, unknown>> {
  refuseLegacy(input);
  // dynalite's Scan does not know ConsistentRead.
  const request = { ...parse(action, withTableName(input)), ConsistentRead: input['ConsistentRead'] === true };
  const table = database.table(request.TableName);
  const index = request.IndexName === undefined ? undefined : table.indexes.get(request.IndexName);
  assertPaths(request._projection, table.definition);
  assertSelect(request);
  assertProjected(action, request, { table, index });
  const sizes: number[] = [];
  const page = await readPage(action, withoutFilter(request, table), {
    definition: table.definition,
    *read(range) {
      for (const item of itemsOf({ table, index, request, lag }, range)) {
        sizes.push(itemBytes(item));
        yield item;
      }
    },
  });
  const filter = request._filter?.expression;
  const found = filter ? page.Items.filter((item) => satisfies(filter, item)) : page.Items;
  const detail = request.ReturnConsumedCapacity;
  const bytes = sizes.slice(0, page.ScannedCount).reduce((sum, size) => sum + size, 0);
  return {
    ...(request.Select !== 'COUNT' && { Items: found.map((item) => projectItem(item, request._projection)) }),
    Count: found.length,
    ScannedCount: page.ScannedCount,
    ...(page.LastEvaluatedKey && { LastEvaluatedKey: page.LastEvaluatedKey }),
    ...(isMetered(detail) && {
      ConsumedCapacity: consumedCapacity(request.TableName, unitsOf(request, bytes), detail),
    }),
  };
}

/** The request as dynalite is to see it: its filter keeps the paths to be checked but lets everything pass, ours decides afterwards. */
function withoutFilter(request: PageRequest, table: Table): object {
  const { _projection: _, _filter, Select, ReturnConsumedCapacity: __, ...rest } = request;
  const partition = table.definition.KeySchema[0]?.AttributeName ?? '';
  const everything = { type: 'function', name: 'attribute_exists', args: [[partition]] };
  return {
    ...rest,
    ...(Select === 'ALL_ATTRIBUTES' && { Select }),
    ...(_filter && { _filter: { ..._filter, expression: everything } }),
  };
}

function* itemsOf(
  { table, index, request, lag }: { table: Table; index: TableIndex | undefined; request: PageRequest; lag: IndexLag },
  range: Range,
): Generator<Item> {
  if (!index) {
    for (const [, item] of table.items.entries(range)) yield item;
    return;
  }
  const start = request.ExclusiveStartKey && indexKeyOf(request.ExclusiveStartKey, table.definition, index.definition);
  const from = start === undefined ? range : range.reverse ? { ...range, lt: start } : { ...range, gt: start };
  for (const item of lag.items(table, index, from)) yield projectedInto(index.definition, item, table.definition);
}

function unitsOf({ IndexName, ConsistentRead }: PageRequest, bytes: number) {
  const units = readUnits(bytes, ConsistentRead ? 'consistent' : 'eventual');
  return IndexName === undefined ? { table: units, indexes: {} } : { table: 0, indexes: { [IndexName]: units } };
}

function assertSelect({ Select, _projection, IndexName }: PageRequest): void {
  if (_projection && Select && Select !== 'SPECIFIC_ATTRIBUTES')
    throw validationError(`Cannot specify the ProjectionExpression when choosing to get ${Select}`);
  if (Select === 'SPECIFIC_ATTRIBUTES' && !_projection)
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined)
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
}
