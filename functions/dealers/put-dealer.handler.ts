import { toInstantText } from '../events/event.ts';
import { actsForDealer } from '../platform/caller.ts';
import { entityTag, isMatched } from '../platform/entity-tag.ts';
import { readJson } from '../platform/json-body.ts';
import { type HttpAnswer, type InputError, notFound, ok, problem } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { settle } from '../platform/settle.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { isDealerId } from '../platform/tenant.ts';
import { parseDealer } from './dealer/dealer.contract.ts';
import { loadDealer, saveDealer } from './dealer/dealer.store.ts';
import { type Dealer, notSetUp } from './dealer/dealer.ts';
import { toDealerView } from './dealer/dealer.view.ts';
import { changeNames } from './dealer/dealer-name.store.ts';
import { takenErrors } from './dealer/dealer-name.ts';
import { reviseDealer } from './dealer/dealer-revision.ts';
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
  const byOem = caller.tenant.kind === 'oem';
  return settle(table, context, async (context) => {
    const previous = await loadDealer(table, dealerId);
    if (!previous && !byOem) return refused(problem(404, notSetUp));
    if (!isMatched(header('if-match'), previous?.version))
      return refused(problem(412, 'What stands is not what If-Match names; read the store again.'));
    if (parsed.kind === 'invalid') return refused(unusable(parsed.errors));
    const revision = reviseDealer(previous, parsed.value, { byOem, now: context.now });
    if (revision.kind === 'invalid') return refused(unusable(revision.errors));
    if (revision.kind === 'forbidden')
      return refused(problem(403, 'Only the OEM changes these fields.', revision.errors));
    const version = (previous?.version ?? 0) + 1;
    const next: Dealer = { ...revision.fields, dealerId, version, updatedAt: toInstantText(context.now) };
    const change = await changeNames(table, previous, next);
    if (change.kind === 'taken')
      return refused(problem(409, 'Another store goes by this name.', takenErrors(next, change.names)));
    return {
      writes: [...saveDealer(previous, next), ...change.writes],
      result: ok(toDealerView(next), entityTag(version)),
    };
  });
});

function refused<Answer extends HttpAnswer>(result: Answer) {
  return { writes: [], result };
}

function unusable(errors: readonly InputError[]): HttpAnswer<422> {
  return problem(422, 'The store cannot be kept like this.', errors);
}
