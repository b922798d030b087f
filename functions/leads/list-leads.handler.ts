import { actsForDealer, type Caller } from '../platform/caller.ts';
import { notFound, ok, problem } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { isDealerId } from '../platform/tenant.ts';
import { listLeadsOf } from './lead/lead.store.ts';
import { toLeadView } from './lead/lead.view.ts';
import { parseLeadQuery, roundCursorOf } from './lead/lead-query.contract.ts';
import { listLeads } from './lead.routes.ts';

const table = openTable();

/** Lists a dealer's leads in the order of their last change, page by page of a round. */
export const handler = serveRoute(listLeads, async ({ caller, query }, { now }) => {
  const parsed = parseLeadQuery(query, now);
  if (parsed.kind === 'invalid') return problem(422, 'The list cannot be made like this.', parsed.errors);
  const { dealerId = ownDealer(caller), status, limit, ...round } = parsed.value;
  if (dealerId === undefined)
    return problem(422, 'The list cannot be made like this.', [
      { path: 'dealerId', message: 'is required with this key' },
    ]);
  if (!isDealerId(dealerId) || !actsForDealer(caller, dealerId)) return notFound('dealer');
  const { leads, last } = await listLeadsOf(table, dealerId, { ...round, limit });
  const wanted = leads.filter((lead) => status === undefined || lead.status === status);
  return ok({
    leads: wanted.map(toLeadView),
    ...(last !== undefined && { nextCursor: roundCursorOf(last, round) }),
  });
});

function ownDealer({ tenant }: Caller): string | undefined {
  return tenant.kind === 'dealer' ? tenant.dealerId : undefined;
}
