import { readJson } from '../platform/json-body.ts';
import { notFound, ok, problem } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { settle } from '../platform/settle.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { loadQuarantined, saveQuarantined } from './quarantine/quarantine.store.ts';
import { dismiss, mayHandle } from './quarantine/quarantine.ts';
import { toQuarantinedView } from './quarantine/quarantine.view.ts';
import { parseDismissal } from './quarantine/quarantine-query.contract.ts';
import { postDismissal } from './quarantine.routes.ts';

const table = openTable();

/** Dismisses a kept document that is not worth trying again; what was replayed is a lead by now and stays one. */
export const handler = serveRoute(postDismissal, async ({ caller, params, body }, context) => {
  const json = readJson(body);
  if (json.kind === 'malformed') return json.answer;
  const parsed = parseDismissal(json.value);
  if (parsed.kind === 'invalid') return problem(422, 'Say why it is dismissed.', parsed.errors);
  const said = { ...parsed.value, credentialId: caller.credentialId };
  const document = await settle(table, context, async ({ now }) => {
    const kept = await loadQuarantined(table, params.quarantineId, now);
    if (!kept || !mayHandle(caller.tenant, kept)) return { writes: [], result: undefined };
    const change = dismiss(kept, { ...said, now });
    return { writes: change.state === kept ? [] : saveQuarantined(change, now), result: change.state };
  });
  if (!document) return notFound('document in quarantine');
  return document.status === 'replayed'
    ? problem(409, 'It was replayed: what it became stands.')
    : ok(toQuarantinedView(document));
});
