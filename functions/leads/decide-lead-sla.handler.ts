import * as z from 'zod';
import { loadDealer } from '../dealers/dealer/dealer.store.ts';
import { saveRotation } from '../dealers/dealer/rotation.store.ts';
import { rosterOf } from '../dealers/routing/roster.ts';
import { noTurns } from '../dealers/routing/rotation.ts';
import { routingDefaultPolicies } from '../dealers/routing/routing.policy.ts';
import { toInstantText } from '../events/event.ts';
import { serveTimer } from '../platform/serve-timer.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { loadRoster } from './assignment/roster.store.ts';
import { loadLead, saveLead } from './lead/lead.store.ts';
import type { LeadId } from './lead/lead.ts';
import { changesHands, decideSla } from './sla/sla.ts';

const table = openTable();
const nobody = { people: [], timeZone: 'UTC', holidays: [], exceptions: [] };

/** Answers the SLA timer of a lead: takes the steps that are due. The steps taken stand on the lead. */
export const handler = serveTimer({
  table,
  // An execution that an earlier release started knows no run, and walks the ladder that stands.
  key: z.object({ leadId: z.string(), run: z.number().optional() }),
  load: async ({ leadId, run }, { now, region }) => {
    const lead = await loadLead(table, leadId as LeadId);
    // The timer of a first response that another followed is done: the steps that stand are the other's.
    if (!lead || (run !== undefined && run !== lead.sla.run)) return undefined;
    const dealer = await loadDealer(table, lead.dealerId);
    // Without its dealer a lead's steps concern nobody, so it does not matter when nobody works.
    const kept = dealer ?? { ...nobody, dealerId: lead.dealerId };
    const defaults = routingDefaultPolicies.inForce(toInstantText(now), region);
    const roster = changesHands(lead, now)
      ? await loadRoster(table, kept, defaults)
      : rosterOf(kept, { rotation: noTurns }, defaults);
    return { lead, team: { roster, ...(dealer?.district && { district: dealer.district }) } };
  },
  decide: ({ lead, team }, now) => decideSla(lead, team, now),
  save: ({ state, facts, rotation }, { lead }, now) => [
    ...(state === lead ? [] : saveLead({ state, facts }, now)),
    ...(rotation ? [saveRotation(lead.dealerId, rotation)] : []),
  ],
});
