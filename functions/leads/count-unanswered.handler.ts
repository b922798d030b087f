import * as z from 'zod';
import { measureCount } from '../platform/metrics.port.ts';
import { serveTask } from '../platform/serve.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { countUnanswered } from './lead/unanswered.store.ts';

const table = openTable();

/** Measures, once a day, how many open leads are past their ladder without an answer. */
export const handler = serveTask(z.unknown(), async () => {
  measureCount('UnansweredLeads', await countUnanswered(table));
});
