import { actsForDealer } from '../platform/caller.ts';
import { notFound, ok } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { loadLead } from './lead/lead.store.ts';
import type { LeadId } from './lead/lead.ts';
import { fitIntoAnswer, toLeadView } from './lead/lead.view.ts';
import { loadShown } from './lead/lead-lists.store.ts';
import { getLead } from './lead.routes.ts';

const table = openTable();

/** Shows a lead to its dealer or the OEM. */
export const handler = serveRoute(getLead, async ({ caller, params }) => {
  const lead = await loadLead(table, params.leadId as LeadId);
  if (!lead || !actsForDealer(caller, lead.dealerId)) return notFound('lead');
  return ok(fitIntoAnswer(toLeadView(await loadShown(table, lead))));
});
