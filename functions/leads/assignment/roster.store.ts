import type { Dealer } from '../../dealers/dealer/dealer.ts';
import { loadRotation } from '../../dealers/dealer/rotation.store.ts';
import type { PersonId } from '../../dealers/people/person.ts';
import { countsLeads, type Roster, type RosterFields, rosterOf } from '../../dealers/routing/roster.ts';
import type { Handing } from '../../dealers/routing/rotation.ts';
import type { RoutingDefaults } from '../../dealers/routing/routing.ts';
import type { Table } from '../../platform/table.ts';
import { openLeadsByAssignee } from '../lead/lead.index.ts';
import { assigneeKey, loadLead } from '../lead/lead.store.ts';
import { assigneeOf, type LeadId } from '../lead/lead.ts';
import { leadPartition } from '../lead/lead-partition.ts';
import { isOpen } from '../lead/lead-status.ts';

/** A dealer's roster as it stands now, with everybody's open leads where the dealer asks for them. */
export async function loadRoster(
  table: Table,
  dealer: RosterFields & Pick<Dealer, 'dealerId'>,
  defaults: RoutingDefaults,
): Promise<Roster> {
  const rotation = await loadRotation(table, dealer.dealerId);
  if (!countsLeads(dealer)) return rosterOf(dealer, { rotation }, defaults);
  const openLeads = await countOpenLeads(table, dealer, rotation.recent);
  return rosterOf(dealer, { rotation, openLeads }, defaults);
}

/** By the index, and for what was given out moments ago by the leads themselves. */
async function countOpenLeads(
  table: Table,
  { dealerId, people }: Pick<Dealer, 'dealerId' | 'people'>,
  recent: readonly Handing[],
): Promise<ReadonlyMap<PersonId, number>> {
  const assigned = new Map(
    await Promise.all(
      people.map(async ({ id }): Promise<[PersonId, Set<string>]> => {
        const keys = await table.queryIndex(openLeadsByAssignee, assigneeKey(dealerId, id));
        return [id, new Set(keys.map(({ PK }) => PK))];
      }),
    ),
  );
  const missing = recent.filter(
    ({ leadId, personId }) => !assigned.get(personId)?.has(leadPartition(leadId as LeadId)),
  );
  const leads = await Promise.all(missing.map(({ leadId }) => loadLead(table, leadId as LeadId)));
  for (const lead of leads) {
    const assignee = lead && isOpen(lead.status) ? assigneeOf(lead) : undefined;
    if (lead && assignee !== undefined) assigned.get(assignee)?.add(leadPartition(lead.leadId));
  }
  return new Map([...assigned].map(([personId, partitions]) => [personId, partitions.size]));
}
