import { actsForDealer } from '../platform/caller.ts';
import { notFound, ok } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { loadDealer } from './dealer/dealer.store.ts';
import type { DealerId } from './dealer/dealer.ts';
import { toDealerView } from './dealer/dealer.view.ts';
import { getDealer } from './dealer.routes.ts';

const table = openTable();

/** Shows a store to itself or the OEM. */
export const handler = serveRoute(getDealer, async ({ caller, params }) => {
  const dealerId = (params['dealerId'] ?? '') as DealerId;
  const dealer = actsForDealer(caller, dealerId) ? await loadDealer(table, dealerId) : undefined;
  return dealer ? ok(toDealerView(dealer)) : notFound('dealer');
});
