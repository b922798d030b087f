import { type Item, sameItem } from './attribute-value.ts';
import type { TableDefinition } from './dynalite.ts';
import { itemBytes } from './item-size.ts';
import { type Change, isIndexed, projectedInto, type Table, type TableIndex } from './table.ts';

/** Capacity units of one request on one table: of the table itself and of each index touched. */
interface Units {
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
}

type CapacityDetail = 'TOTAL' | 'INDEXES' | 'NONE' | undefined;

/** Read units: 4 KB a unit, half of that when eventually consistent, twice in a transaction. */
export function readUnits(bytes: number, mode: 'eventual' | 'consistent' | 'transaction'): number {
  const units = Math.max(1, Math.ceil(bytes / 4096));
  return mode === 'eventual' ? units / 2 : mode === 'consistent' ? units : units * 2;
}

/** Write units of a change, 1 KB a unit: the larger of both images for the table, and what each index has to write; `factor` is 2 in a transaction. */
export function writeUnits({ table, before, after }: Change, factor = 1): Units {
  const bytes = Math.max(before ? itemBytes(before) : 0, after ? itemBytes(after) : 0);
  const indexes: Record<string, number> = {};
  for (const [name, index] of table.indexes) {
    const units = indexWrites(index, [before, after], table.definition);
    if (units > 0) indexes[name] = units * factor;
  }
  return { table: kilobytes(bytes) * factor, indexes };
}

/** A changed index key costs a deletion and an insertion, any other change of what is projected one write. */
function indexWrites(
  { definition }: TableIndex,
  images: readonly [Item | undefined, Item | undefined],
  table: TableDefinition,
): number {
  const [old, now] = images.map((item) =>
    item && isIndexed(item, definition) ? projectedInto(definition, item, table) : undefined,
  );
  if (!old || !now) return old || now ? kilobytes(itemBytes(old ?? now ?? {})) : 0;
  if (sameItem(old, now)) return 0;
  const moved = definition.KeySchema.some(({ AttributeName }) => {
    const [a, b] = [old[AttributeName], now[AttributeName]];
    return !a || !b || !sameItem({ a }, { a: b });
  });
  const [oldUnits, newUnits] = [kilobytes(itemBytes(old)), kilobytes(itemBytes(now))];
  return moved ? oldUnits + newUnits : Math.max(oldUnits, newUnits);
}

function kilobytes(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024));
}

/** Adds up the units per table, in the order in which tables are first touched. */
function unitsByTable(parts: readonly { readonly table: Table; readonly units: Units }[]): Map<string, Units> {
  const sums = new Map<string, Units>();
  for (const { table, units } of parts) {
    const name = table.definition.TableName;
    const sum = sums.get(name) ?? { table: 0, indexes: {} };
    const indexes = { ...sum.indexes };
    for (const [index, more] of Object.entries(units.indexes)) indexes[index] = (indexes[index] ?? 0) + more;
    sums.set(name, { table: sum.table + units.table, indexes });
  }
  return sums;
}

/** The ConsumedCapacity element of an answer for one table. */
export function consumedCapacity(tableName: string, units: Units, detail: CapacityDetail): Record<string, unknown> {
  const total = Object.values(units.indexes).reduce((sum, more) => sum + more, units.table);
  const answer: Record<string, unknown> = { TableName: tableName, CapacityUnits: total };
  if (detail !== 'INDEXES') return answer;
  answer['Table'] = { CapacityUnits: units.table };
  const indexes = Object.entries(units.indexes).map(([name, more]) => [name, { CapacityUnits: more }]);
  if (indexes.length > 0) answer['GlobalSecondaryIndexes'] = Object.fromEntries(indexes);
  return answer;
}

/** Whether a request asks for its consumption. */
export function isMetered(detail: CapacityDetail): detail is 'TOTAL' | 'INDEXES' {
  return detail === 'TOTAL' || detail === 'INDEXES';
}

/** The ConsumedCapacity list of a request over several tables; nothing where it was not asked for. */
export function consumedByTable(
  parts: () => readonly { readonly table: Table; readonly units: Units }[],
  detail: CapacityDetail,
): Record<string, unknown> {
  if (!isMetered(detail)) return {};
  return { ConsumedCapacity: [...unitsByTable(parts())].map(([name, units]) => consumedCapacity(name, units, detail)) };
}
