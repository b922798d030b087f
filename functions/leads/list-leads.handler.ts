import { answerBytes, mostAnswerBytes } from '../platform/answer-size.ts';
import { actsForDealer, type Caller } from '../platform/caller.ts';
import { notFound, ok, problem } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { isDealerId } from '../platform/tenant.ts';
import { listLeadsOf, placeOf } from './lead/lead.store.ts';
import type { Lead } from './lead/lead.ts';
import { fitIntoAnswer, type LeadView, toLeadView } from './lead/lead.view.ts';
import { loadShown } from './lead/lead-lists.store.ts';
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
  const shown = await showSome(wanted);
  // Where an answer holds no more, the next page goes on after what it holds.
  const next = shown.length < wanted.length ? placeOf(shown.at(-1) as LeadView) : last;
  return ok({ leads: shown, ...(next !== undefined && { nextCursor: roundCursorOf(next, round) }) });
});

/** As many of some leads as one answer holds, from the first on, and that one at least. */
async function showSome(leads: readonly Lead[]): Promise<readonly LeadView[]> {
  const shown: LeadView[] = [];
  let bytes = 0;
  for (const lead of leads) {
    const view = fitIntoAnswer(toLeadView(await loadShown(table, lead)));
    bytes += answerBytes(view);
    if (bytes > mostAnswerBytes && shown.length > 0) break;
    shown.push(view);
  }
  return shown;
}

function ownDealer({ tenant }: Caller): string | undefined {
  return tenant.kind === 'dealer' ? tenant.dealerId : undefined;
}
