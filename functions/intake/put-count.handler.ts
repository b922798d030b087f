import { readJson } from '../platform/json-body.ts';
import { notFound, ok, problem } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { settle } from '../platform/settle.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { countReceived } from './sender/receipt.store.ts';
import { actsForSender, isSenderId } from './sender/sender.ts';
import { isDay, parseCount } from './sender/sender-count.contract.ts';
import { loadCount, saveCount } from './sender/sender-count.store.ts';
import { isComparable, stateCount } from './sender/sender-count.ts';
import { toSenderCountView } from './sender/sender-count.view.ts';
import { putCount } from './sender-count.routes.ts';

const table = openTable();
const refused = 'The count cannot be taken.';

/** Takes what a sender says it sent on a day (UTC); a day that is over is compared at once, another when it ends. */
export const handler = serveRoute(putCount, async ({ caller, params, body }, context) => {
  const { senderId, date } = params;
  if (!isSenderId(senderId) || !actsForSender(caller.tenant, senderId)) return notFound('sender');
  if (!isDay(date) || !isComparable(date, context.now))
    return problem(422, refused, [
      { path: 'date', message: 'must be today in UTC or one of the 30 days before, such as 2026-03-02' },
    ]);
  const json = readJson(body);
  if (json.kind === 'malformed') return json.answer;
  const parsed = parseCount(json.value);
  if (parsed.kind === 'invalid') return problem(422, refused, parsed.errors);
  const statement = { senderId, date, count: parsed.value.count };
  return settle(table, context, async (context) => {
    const [previous, received] = await Promise.all([
      loadCount(table, senderId, date),
      countReceived(table, senderId, date),
    ]);
    const change = stateCount(previous, statement, { received, ...context });
    return { writes: saveCount(change, context.now), result: ok(toSenderCountView(change.state)) };
  });
});
