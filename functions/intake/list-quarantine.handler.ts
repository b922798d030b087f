import { cursorOf } from '../platform/page.contract.ts';
import { ok, problem } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { toQuarantinedView } from './quarantine/quarantine.view.ts';
import { listQuarantined } from './quarantine/quarantine-list.store.ts';
import { parseQuarantineQuery } from './quarantine/quarantine-query.contract.ts';
import { listQuarantine } from './quarantine.routes.ts';

const table = openTable();

/** Lists what is kept of a sender's documents, or with the OEM's key of everybody's, oldest first. */
export const handler = serveRoute(listQuarantine, async ({ caller, query }, context) => {
  const parsed = parseQuarantineQuery(query);
  if (parsed.kind === 'invalid') return problem(422, 'The list cannot be made like this.', parsed.errors);
  const { documents, cursor } = await listQuarantined(table, { ...parsed.value, tenant: caller.tenant }, context.now);
  return ok({
    documents: documents.map(toQuarantinedView),
    ...(cursor !== undefined && { nextCursor: cursorOf(cursor) }),
  });
});
