import { actsForDealer } from '../platform/caller.ts';
import { notFound, ok } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { getDealer } from './dealer.routes.ts';
import { loadDealer } from './dealer.store.ts';
import type { DealerId } from './dealer.ts';
import { toDealerView } from './dealer.view.ts';

const table = openTable();

/** Shows a store to itself or the OEM. */
export const handler = serveRoute(getDealer, async ({ caller, params }) => {
  const dealerId = (params['dealerId'] ?? '') as DealerId;
  const dealer = actsForDealer(caller, dealerId) ? await loadDealer(table, dealerId) : undefined;
  return dealer ? ok(toDealerView(dealer)) : notFound('dealer');
});
