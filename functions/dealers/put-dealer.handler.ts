import { toInstantText } from '../events/event.ts';
import { actsForDealer } from '../platform/caller.ts';
import { entityTag, isMatched } from '../platform/entity-tag.ts';
import { readJson } from '../platform/json-body.ts';
import { type HttpAnswer, type InputError, notFound, ok, problem } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { settle } from '../platform/settle.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { isDealerId } from '../platform/tenant.ts';
import { calendarErrors } from './calendar/calendar-limits.ts';
import { parseDealer } from './dealer/dealer.contract.ts';
import { loadDealer, saveDealer } from './dealer/dealer.store.ts';
import type { Dealer } from './dealer/dealer.ts';
import { toDealerView } from './dealer/dealer.view.ts';
import { renameDealer } from './dealer/dealer-name.store.ts';
import { programmeAt } from './dealer/programme.policy.ts';
import { putDealer } from './dealer.routes.ts';

const table = openTable();

/** Replaces a dealer's form; the OEM may add a dealer. It holds from the next lead on. */
export const handler = serveRoute(putDealer, async ({ caller, params, body, header }, context) => {
  const { dealerId } = params;
  if (!isDealerId(dealerId) || !actsForDealer(caller, dealerId)) return notFound('dealer');
  const json = readJson(body);
  if (json.kind === 'malformed') return json.answer;
  const parsed = parseDealer(json.value, programmeAt(toInstantText(context.now), context.region));
  return settle(table, context, async (context) => {
    const previous = await loadDealer(table, dealerId);
    if (!previous && caller.tenant.kind !== 'oem') return { writes: [], result: notFound('dealer') };
    if (!isMatched(header('if-match'), previous?.version))
      return { writes: [], result: problem(412, 'What stands is not what If-Match names; read the store again.') };
    if (parsed.kind === 'invalid') return { writes: [], result: unusable(parsed.errors) };
    const errors = calendarErrors(parsed.value, context.now);
    if (errors.length > 0) return { writes: [], result: unusable(errors) };
    const version = (previous?.version ?? 0) + 1;
    const next: Dealer = { ...parsed.value, dealerId, version, updatedAt: toInstantText(context.now) };
    const renamed = await renameDealer(table, dealerId, { from: previous?.name, to: next.name });
    return { writes: [...saveDealer(previous, next), ...renamed], result: ok(toDealerView(next), entityTag(version)) };
  });
});

function unusable(errors: readonly InputError[]): HttpAnswer<422> {
  return problem(422, 'The store cannot be kept like this.', errors);
}
