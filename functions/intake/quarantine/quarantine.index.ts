import { defineIndex } from '../../platform/table.index.ts';

/** The documents kept of a sender, and those of all by month, in the order in which they came. */
export const quarantineLists = defineIndex({
  name: 'quarantine-lists',
  partition: 'listedUnder',
  sort: 'listedAt',
  holds: 'keys',
  reads: 'pages',
});
