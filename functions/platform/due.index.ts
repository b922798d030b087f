import { defineIndex } from './table.index.ts';

/**
 * Everything that waits in the table for its time, in shards: what is due is what lies before now, however long nobody
 * looked. `dueClass` is for journeys to come: what an index holds cannot be changed later, only another index be made.
 */
export const dueItems = defineIndex({
  name: 'due',
  partition: 'dueShard',
  sort: 'dueAt',
  holds: ['version', 'dueKind', 'dueClass'],
  reads: 'ranges',
});
