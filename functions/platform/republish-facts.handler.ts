import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { openBus } from './bus.port.ts';
import { openDeadLetters } from './dead-letters.port.ts';
import { factsAt, factsBetween, factsOf } from './fact.store.ts';
import type { FoundFact } from './fact.ts';
import { Retryable } from './failure.ts';
import { publishFacts } from './publish-facts.flow.ts';
import { serveTask } from './serve.flow.ts';
import { openTable } from './table.port.ts';

const table = openTable();
// One call after the other, so that what is published again leaves most of the bus's rate to the relay.
const bus = openBus();
const deadLetters = openDeadLetters();

const type = z.string().optional();
const request = z.union([
  z.strictObject({ partition: z.string().min(1), type }),
  z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime(), type }),
  z.object({ facts: z.array(z.object({ PK: z.string(), SK: z.string() })), type }),
]);

/**
 * Publishes facts again from their items: of one aggregate (`partition`), of a time range of at most 35 days, or those that a
 * dead letter names (`facts`); of one `type` or all. An operator calls it, or redrives a letter. Ids stay, so whoever had
 * the event already changes nothing. What is still unfit is set aside again; a bus that is down is a failure to try again.
 */
export const handler = serveTask(request, async (input) => {
  const all = await find(input);
  const found = all.filter(({ fact }) => input.type === undefined || fact?.type === input.type);
  const { settled, published, setAside } = await publishFacts(found, { bus, deadLetters });
  if (settled < found.length)
    throw new Retryable(`The bus took ${published.length} of ${found.length} facts, and no more now.`);
  return { published: published.length, ...(setAside > 0 && { setAside }) };
});

function find(input: z.output<typeof request>): Promise<readonly FoundFact[]> {
  if ('facts' in input) return factsAt(table, input.facts);
  if ('partition' in input) return factsOf(table, input.partition);
  const [from, to] = [Temporal.Instant.from(input.from), Temporal.Instant.from(input.to)];
  return factsBetween(table, { from, to });
}
