import { defineIndex } from './table.index.ts';

/** Facts by the hour they were saved in. */
export const factsByTime = defineIndex({
  name: 'facts-by-time',
  partition: 'factHour',
  sort: 'factAt',
  holds: ['envelope'],
  reads: 'ranges',
});
