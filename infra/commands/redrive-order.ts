import { intakeEvents } from '../../functions/events/intake.events.ts';
import { leadEvents } from '../../functions/events/lead.events.ts';
import { messageEvents } from '../../functions/events/message.events.ts';
import { ownerEvents } from '../../functions/events/owner.events.ts';
import { parseCommand, WrongUse } from './command.ts';
import { requestsFor } from './republish.ts';

/** What `npm run redrive` is asked for. */
type RedriveOrder = { readonly kind: 'dead-letters' } | { readonly kind: 'executions' } | FactsOrder;

interface FactsOrder {
  readonly kind: 'facts';
  readonly requests: readonly object[];
  readonly lead: string | undefined;
  readonly type: string | undefined;
}

const all = [...leadEvents, ...ownerEvents, ...intakeEvents, ...messageEvents];
const types: readonly string[] = all.map(({ type }) => type);

export const redriveUsage = `npm run redrive -- dead-letters                                    hands every dead letter to its function or queue again
npm run redrive -- executions                                      lets executions that failed go on where they stopped
npm run redrive -- facts --from INSTANT --to INSTANT [--type T]    publishes the facts of a time range again
npm run redrive -- facts --lead LEAD_ID [--type T]                 publishes the facts of one lead again
with --stage STAGE --region REGION [--prefix PREFIX] [--config FILE], or --local [--port 4510] for the runtime that "npm start" runs.
Mend the cause first. Every consumer takes an event twice without harm.`;

/** The options of its own. */
export const redriveOptions = {
  from: { type: 'string' },
  to: { type: 'string' },
  lead: { type: 'string' },
  type: { type: 'string' },
} as const;

type Parsed = ReturnType<typeof parseCommand<typeof redriveOptions>>;

/** Reads the words after `npm run redrive --`; throws WrongUse for what cannot be meant. */
export function readRedriveOrder(args: readonly string[]): RedriveOrder {
  return redriveOrderOf(parseCommand(redriveOptions, args));
}

/** The same of words that were parsed. */
export function redriveOrderOf({ values, positionals }: Parsed): RedriveOrder {
  const [kind, ...others] = positionals;
  if (others.length > 0) throw new WrongUse(redriveUsage);
  if (kind === 'dead-letters' || kind === 'executions') return { kind };
  if (kind !== 'facts') throw new WrongUse(redriveUsage);
  const { lead, type } = values;
  if (type !== undefined && !types.includes(type))
    throw new Error(`there is no type ${type}; there are ${[...types].sort().join(', ')}.`);
  return { kind, lead, type, requests: requestsIn(values).map((request) => ({ ...request, ...(type && { type }) })) };
}

/** What to say when so many facts were published again. Throws where a lead was named that has none: each has some at first. */
export function publishedText(published: number, { lead, type }: Pick<FactsOrder, 'lead' | 'type'>): string {
  // Facts are kept for weeks, leads for years.
  if (published === 0 && lead !== undefined)
    throw new Error(`there is no lead ${lead}, or no fact${type ? ` ${type}` : ''} of it is kept any more.`);
  return `${published} facts published again.`;
}

function requestsIn({ lead, from, to }: Parsed['values']): readonly object[] {
  if (lead) return [{ partition: `LEAD#${lead}` }];
  const span = { from: Date.parse(from ?? ''), to: Date.parse(to ?? '') };
  if (!(span.from < span.to))
    throw new WrongUse('Say --lead ID, or --from and a later --to, such as 2026-11-23T00:00:00Z.');
  return requestsFor(span);
}
