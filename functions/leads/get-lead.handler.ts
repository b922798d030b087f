import { actsForDealer } from '../platform/caller.ts';
import { notFound, ok } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { loadLead } from './lead/lead.store.ts';
import type { LeadId } from './lead/lead.ts';
import { toLeadView } from './lead/lead.view.ts';
import { getLead } from './lead.routes.ts';

const table = openTable();

/** Shows a lead to its dealer or the OEM. */
export const handler = serveRoute(getLead, async ({ caller, params }) => {
  const lead = await loadLead(table, params.leadId as LeadId);
  return lead && actsForDealer(caller, lead.dealerId) ? ok(toLeadView(lead)) : notFound('lead');
});
