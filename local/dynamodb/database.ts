import { AwsError } from '../dispatcher.ts';
import { createdAt } from '../journal/creation.ts';
import type { Journal, Shelf } from '../journal/journal.ts';
import { type Item, sameItem } from './attribute-value.ts';
import type { TableDefinition } from './dynalite.ts';
import { apply, type Change, emptyTable, type Table, type TableProperties } from './table.ts';

/** Why items change: a request, the expiry of an item, data that is there at the first start, or what an earlier run left. */
type Cause = 'request' | 'timeToLive' | 'seed' | 'restart';

type Follower = (changes: readonly Change[], cause: Cause) => void;

/** All tables, and the one door through which items change. */
export interface Database {
  create(properties: TableProperties): Table;
  tables(): readonly Table[];
  /** The table of a name or ARN. Throws ResourceNotFoundException. */
  table(nameOrArn: string): Table;
  /** Makes the changes and tells the followers, in one turn; a change that changes nothing is left out. */
  commit(changes: readonly Change[], cause: Cause): void;
  /** Calls `follower` after every commit, in the order of following. */
  follow(follower: Follower): void;
}

/** A database whose tables are created at `now()` (epoch ms), with the items that the journal has of them. */
export function createDatabase(now: () => number, journal: Journal): Database {
  const tables = new Map<string, Table>();
  const shelves = new Map<Table, Shelf<Item>>();
  const followers: Follower[] = [];
  const commit = (changes: readonly Change[], cause: Cause) => {
    const real = changes.filter(changesSomething);
    if (real.length === 0) return;
    for (const change of real) apply(change);
    for (const { table, key, after } of cause === 'restart' ? [] : real) {
      if (after) shelves.get(table)?.put(key, () => after);
      else shelves.get(table)?.delete(key);
    }
    for (const follower of followers) follower(real, cause);
  };
  return {
    create(properties) {
      const { definition, arn } = properties;
      const table = emptyTable(properties, createdAt(journal, arn, now()));
      tables.set(definition.TableName, table);
      const shelf = journal.shelf<Item>('items', `the table ${definition.TableName} (${keysOf(definition)})`);
      shelves.set(table, shelf);
      const left = shelf.left().map(([key, after]) => ({ table, key, after }));
      commit(left, 'restart');
      return table;
    },
    tables: () => [...tables.values()],
    table(nameOrArn) {
      const table = tables.get(tableName(nameOrArn));
      if (!table) throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
      return table;
    },
    commit,
    follow(follower) {
      followers.push(follower);
    },
  };
}

/** The table's name where a request may give its ARN instead. */
export function tableName(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split(':table/')[1] ?? nameOrArn) : nameOrArn;
}

/** Items of other keys would be another table's. */
function keysOf({ KeySchema, AttributeDefinitions }: TableDefinition): string {
  const typeOf = (name: string) => AttributeDefinitions.find((known) => known.AttributeName === name)?.AttributeType;
  return KeySchema.map(({ AttributeName }) => `${AttributeName} ${typeOf(AttributeName)}`).join(', ');
}

function changesSomething({ before, after }: Change): boolean {
  return before && after ? before !== after && !sameItem(before, after) : before !== after;
}
