import type { Item } from './attribute-value.ts';
import { type IndexDefinition, indexKeyOf, type TableDefinition } from './dynalite.ts';
import { SortedMap } from './sorted-map.ts';

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

export interface TableStream {
  readonly arn: string;
  readonly viewType: StreamViewType;
}

/** What a template says of a table. */
export interface TableProperties {
  readonly definition: TableDefinition;
  readonly arn: string;
  readonly stream?: TableStream;
  /** The attribute whose epoch seconds say when an item is to go. */
  readonly expiryAttribute?: string;
}

export interface TableIndex {
  readonly definition: IndexDefinition;
  /** The items that carry the index's keys, whole, in index order; the projection is taken on reading. */
  readonly items: SortedMap<Item>;
}

export interface Table extends TableProperties {
  readonly createdAt: number;
  readonly items: SortedMap<Item>;
  readonly indexes: ReadonlyMap<string, TableIndex>;
}

/** One item's change; `before` and `after` are never both absent, and never the same. */
export interface Change {
  readonly table: Table;
  readonly key: string;
  readonly before?: Item;
  readonly after?: Item;
}

/** An empty table, created at `createdAt` (epoch ms). */
export function emptyTable(properties: TableProperties, createdAt: number): Table {
  const indexes = new Map<string, TableIndex>();
  for (const definition of properties.definition.GlobalSecondaryIndexes ?? [])
    indexes.set(definition.IndexName, { definition, items: new SortedMap() });
  return { ...properties, createdAt, items: new SortedMap(), indexes };
}

/** Carries a change into the table and its indexes. */
export function apply({ table, key, before, after }: Change): void {
  if (after) table.items.set(key, after);
  else table.items.delete(key);
  for (const index of table.indexes.values()) {
    const oldKey = placeIn(index, before, table);
    const newKey = placeIn(index, after, table);
    if (oldKey !== undefined && oldKey !== newKey) index.items.delete(oldKey);
    if (newKey !== undefined && after) index.items.set(newKey, after);
  }
}

/** Where an item stands in an index; undefined when it lacks one of the index's keys (a sparse index leaves it out). */
function placeIn(index: TableIndex, item: Item | undefined, table: Table): string | undefined {
  if (!item || !isIndexed(item, index.definition)) return undefined;
  return indexKeyOf(item, table.definition, index.definition);
}

/** Whether an item carries every key attribute of an index. */
export function isIndexed(item: Item, index: IndexDefinition): boolean {
  return index.KeySchema.every(({ AttributeName }) => item[AttributeName] !== undefined);
}

/** The attributes of an item that an index holds. */
export function projectedInto(index: IndexDefinition, item: Item, table: TableDefinition): Item {
  return index.Projection.ProjectionType === 'ALL' ? item : pick(projectedNames(index, table), item);
}

/** Whether the entries of an index hold an attribute where their items have it. */
export function holdsAttribute(index: IndexDefinition, name: string, table: TableDefinition): boolean {
  return index.Projection.ProjectionType === 'ALL' || projectedNames(index, table).includes(name);
}

/** The attributes that an index of some attributes holds: its keys, the table's, and what it includes. */
function projectedNames({ KeySchema, Projection }: IndexDefinition, table: TableDefinition): readonly string[] {
  const keys = [...KeySchema, ...table.KeySchema].map(({ AttributeName }) => AttributeName);
  return [...keys, ...(Projection.NonKeyAttributes ?? [])];
}

/** The primary key of an item, partition key first. */
export function primaryKeyOf(item: Item, table: TableDefinition): Item {
  return pick(
    table.KeySchema.map(({ AttributeName }) => AttributeName),
    item,
  );
}

function pick(names: readonly string[], item: Item): Item {
  const picked: Record<string, Item[string]> = {};
  for (const name of names) {
    const value = item[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
