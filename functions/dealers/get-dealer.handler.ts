import { toInstantText } from '../events/event.ts';
import { actsForDealer } from '../platform/caller.ts';
import { entityTag } from '../platform/entity-tag.ts';
import { notFound, ok } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { isDealerId } from '../platform/tenant.ts';
import { loadDealer } from './dealer/dealer.store.ts';
import { toDealerView } from './dealer/dealer.view.ts';
import { programmeAt } from './dealer/programme.policy.ts';
import { settingsInForce } from './dealer/settings-in-force.ts';
import { getDealer } from './dealer.routes.ts';

const table = openTable();

/** Shows a dealer to itself or the OEM. */
export const handler = serveRoute(getDealer, async ({ caller, params }, context) => {
  const { dealerId } = params;
  if (!isDealerId(dealerId) || !actsForDealer(caller, dealerId)) return notFound('dealer');
  const dealer = await loadDealer(table, dealerId);
  if (!dealer) return notFound('dealer');
  const programme = programmeAt(toInstantText(context.now), context.region);
  return ok(toDealerView(settingsInForce(dealer, programme)), entityTag(dealer.version));
});
