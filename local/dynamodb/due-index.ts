import { Unsupported } from '../cloudformation/resource.ts';
import type { Item } from './attribute-value.ts';
import { type Database, tableName } from './database.ts';
import type { IndexLag } from './index-lag.ts';
import { createInstantIndex, type InstantIndex } from './instant-index.ts';
import { isIndexed, type Table } from './table.ts';

/** Names a due-time index: a table, one of its indexes, and the attribute that says when an item is due. */
interface DueIndex {
  readonly table: string;
  readonly index: string;
  readonly dueAttribute: string;
}

export interface DueIndexes {
  /**
   * The smallest due instant among the items of the index, epoch ms; undefined when there is none. Of an item that the index
   * shows as it stood earlier both instants count. Throws for an unknown table or index.
   */
  smallestDue(due: DueIndex): number | undefined;
  /** Calls back after every commit that changes an item of the table. */
  onTableChange(table: string, callback: () => void): void;
}

/** Watches a database for what is due; each index asked for is built once and kept up from then on. */
export function createDueIndexes(database: Database, lag: Pick<IndexLag, 'outdated'>): DueIndexes {
  const kept = new Map<string, InstantIndex>();
  const ofTable = new Map<string, InstantIndex[]>();
  const callbacks = new Map<string, (() => void)[]>();

  const build = (due: DueIndex): InstantIndex => {
    const table = database.table(due.table);
    const built = indexOf(table, due);
    const { TableName } = table.definition;
    ofTable.set(TableName, [...(ofTable.get(TableName) ?? []), built]);
    return built;
  };

  database.follow((changes) => {
    const touched = new Set<string>();
    for (const change of changes) {
      const { TableName } = change.table.definition;
      touched.add(TableName);
      for (const index of ofTable.get(TableName) ?? []) index.note(change);
    }
    for (const name of touched) for (const callback of callbacks.get(name) ?? []) callback();
  });

  return {
    smallestDue(due) {
      const id = JSON.stringify([tableName(due.table), due.index, due.dueAttribute]);
      const index = kept.get(id) ?? build(due);
      kept.set(id, index);
      const table = database.table(due.table);
      const outdated = lag.outdated(table).map((item) => instantOf(item, table, due));
      return [index.smallest(), ...outdated].reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a));
    },
    onTableChange(table, callback) {
      const name = tableName(table);
      callbacks.set(name, [...(callbacks.get(name) ?? []), callback]);
    },
  };
}

function indexOf(table: Table, due: DueIndex): InstantIndex {
  if (!table.indexes.has(due.index))
    throw new Unsupported(`The table ${table.definition.TableName} has no index ${due.index}`);
  const built = createInstantIndex((item) => instantOf(item, table, due));
  for (const [key, after] of table.items.entries()) built.note({ key, after });
  return built;
}

/** When an item of an index is due; undefined for one that the index leaves out. */
function instantOf(item: Item, table: Table, { index, dueAttribute }: DueIndex): number | undefined {
  const definition = table.indexes.get(index)?.definition;
  return definition && isIndexed(item, definition) ? dueAt(item, dueAttribute) : undefined;
}

/** An ISO instant or epoch seconds. */
function dueAt(item: Item, attribute: string): number | undefined {
  const value = item[attribute];
  const at = value?.N !== undefined ? Number(value.N) * 1000 : Date.parse(value?.S ?? '');
  return Number.isNaN(at) ? undefined : at;
}
