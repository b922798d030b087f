import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { openBus } from './bus.port.ts';
import { factsBetween, factsOf } from './fact.store.ts';
import { Retryable } from './failure.ts';
import { serveTask } from './serve.flow.ts';
import { openTable } from './table.port.ts';

const table = openTable();
const bus = openBus();

const request = z.union([
  z.strictObject({ partition: z.string().min(1), type: z.string().optional() }),
  z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime(), type: z.string().optional() }),
]);

/**
 * Publishes facts again from their items, of one aggregate (`partition`) or a time range of at most 35 days, of one
 * `type` or all; an operator calls it. Ids stay, so whoever had the event already changes nothing.
 */
export const handler = serveTask(request, async (input) => {
  const found =
    'partition' in input ? await factsOf(table, input.partition) : await factsBetween(table, rangeOf(input));
  const facts = found.filter((fact) => input.type === undefined || fact.type === input.type);
  const refused = await bus.publish(facts);
  if (refused.length > 0) throw new Retryable(`The bus did not take ${refused.length} of ${facts.length} facts.`);
  return { published: facts.length };
});

function rangeOf(input: { from: string; to: string }) {
  return { from: Temporal.Instant.from(input.from), to: Temporal.Instant.from(input.to) };
}
