import { defineIndex } from '../platform/table.index.ts';

/** The people a dealer has to do with, in the order of their last change: one entry per person and dealer. */
export const ownersByDealer = defineIndex({
  name: 'owners-by-dealer',
  partition: 'ofDealer',
  sort: 'changedAt',
  holds: 'keys',
  reads: 'pages',
});
