import { AwsError } from '../dispatcher.ts';
import { sameItem } from './attribute-value.ts';
import { apply, type Change, emptyTable, type Table, type TableProperties } from './table.ts';

/** Why items change: a request, the expiry of an item, or data that was there before the machine started. */
export type Cause = 'request' | 'timeToLive' | 'seed';

export type Follower = (changes: readonly Change[], cause: Cause) => void;

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

/** An empty database whose tables are created at `now()` (epoch ms). */
export function createDatabase(now: () => number): Database {
  const tables = new Map<string, Table>();
  const followers: Follower[] = [];
  return {
    create(properties) {
      const table = emptyTable(properties, now());
      tables.set(properties.definition.TableName, table);
      return table;
    },
    tables: () => [...tables.values()],
    table(nameOrArn) {
      const table = tables.get(tableName(nameOrArn));
      if (!table) throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
      return table;
    },
    commit(changes, cause) {
      const real = changes.filter(changesSomething);
      if (real.length === 0) return;
      for (const change of real) apply(change);
      for (const follower of followers) follower(real, cause);
    },
    follow(follower) {
      followers.push(follower);
    },
  };
}

/** The table's name where a request may give its ARN instead. */
export function tableName(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split(':table/')[1] ?? nameOrArn) : nameOrArn;
}

function changesSomething({ before, after }: Change): boolean {
  return before && after ? before !== after && !sameItem(before, after) : before !== after;
}
