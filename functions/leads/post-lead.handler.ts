import { loadDealer } from '../dealers/dealer.store.ts';
import type { Dealer } from '../dealers/dealer.ts';
import { readPlaceholders } from '../owners/identity.policy.ts';
import { denyAlso, identityKeys, resolveOwner } from '../owners/identity.ts';
import { loadOwner, matchKeys, saveOwner } from '../owners/owner.store.ts';
import { applyLead, type OwnerId } from '../owners/owner.ts';
import type { Caller } from '../platform/caller.ts';
import { logger } from '../platform/logger.ts';
import { type HttpAnswer, ok, problem } from '../platform/problem.ts';
import type { Context } from '../platform/serve.ts';
import { serveRoute } from '../platform/serve-route.ts';
import { type Decision, settle } from '../platform/settle.ts';
import { openTable } from '../platform/table.ts';
import { type AddressedLead, receiveLead, storeNamedBy, unknownStoreErrors } from './intake.ts';
import { readLeads } from './lead.contract.ts';
import { postLead } from './lead.routes.ts';
import { createLead, loadLead, noteDuplicate } from './lead.store.ts';
import type { LeadId } from './lead.ts';
import { type AcceptedLeadView, toAcceptedLeadView } from './lead.view.ts';
import { findByKeys, leadKeys, pointKeys } from './lead-key.store.ts';
import { oemDefaultSla } from './sla.policy.ts';
import { normalise } from './stated-lead.contract.ts';
import type { LeadReading, RawLead } from './stated-lead.ts';
import { unreachableErrors } from './stated-lead-reach.ts';

const table = openTable();
const placeholders = readPlaceholders();

/** Takes leads in. All of a document's leads are checked before the first is kept, so a refused document changes nothing. */
export const handler = serveRoute(postLead, async ({ caller, header, body }, context) => {
  const reading = readLeads(body, header('content-type'));
  if (reading.kind !== 'ok') return refusal(reading);
  const dealers = await loadStores(reading.leads, caller);
  const addressed = reading.leads.map((raw, position) => ({ raw, dealer: dealers[position] }));
  const complete = addressed.map(({ raw, dealer }) => (dealer ? normalise(raw, dealer) : raw));
  const errors = [...unknownStoreErrors(addressed, caller), ...unreachableErrors(complete, placeholders)];
  if (errors.length > 0) return problem(422, 'The lead can be read but not used.', errors);
  const leads: AcceptedLeadView[] = [];
  for (const { raw, dealer } of addressed)
    if (dealer) leads.push(await settle(table, context, () => take({ raw, dealer }, context)));
  return ok({ leads }, 202);
});

function refusal(reading: Exclude<LeadReading, { kind: 'ok' }>): HttpAnswer {
  if (reading.kind === 'refused')
    return {
      doctype: problem(400, 'The document declares types (DOCTYPE), which is not taken here.'),
      depth: problem(400, 'The document is nested more deeply than any lead.'),
      size: problem(413, 'A body may have 256 KB.'),
    }[reading.reason];
  if (reading.kind === 'malformed') return problem(400, 'The document cannot be read.', reading.errors);
  return problem(422, 'The lead can be read but not used.', reading.errors);
}

async function loadStores(leads: readonly RawLead[], caller: Caller): Promise<readonly (Dealer | undefined)[]> {
  return Promise.all(
    leads.map((lead) => {
      const dealerId = storeNamedBy(lead, caller);
      return dealerId === undefined ? undefined : loadDealer(table, dealerId);
    }),
  );
}

/** One lead: found again, or received with its keys and its owner, in one decision. */
async function take({ raw, dealer }: AddressedLead, context: Context): Promise<Decision<AcceptedLeadView>> {
  const stated = normalise(raw, dealer);
  const denied = denyAlso(
    placeholders,
    dealer.people.map(({ email }) => email),
  );
  const keys = leadKeys(dealer.dealerId, raw);
  const [known, matches] = await Promise.all([
    findByKeys(table, keys),
    matchKeys(table, identityKeys(stated.customer, denied)),
  ]);
  const first = known && (await loadLead(table, known.leadId));
  if (first)
    return { writes: noteDuplicate(first, known.by, context.now), result: toAcceptedLeadView(first, 'duplicate') };
  const resolution = resolveOwner(matches);
  if (resolution.kind === 'ambiguous')
    logger.warn('The keys of one lead belong to several owners', {
      owners: [resolution.ownerId, ...resolution.others],
    });
  const owner = resolution.kind === 'new' ? undefined : await loadOwner(table, resolution.ownerId);
  const newOwnerId = context.newId() as OwnerId;
  const at = context.now.toString({ smallestUnit: 'millisecond' });
  const change = applyLead(owner, stated.customer, { newOwnerId, free: resolution.free, at });
  const { state, facts } = receiveLead(stated, {
    leadId: context.newId() as LeadId,
    ownerId: change.owner.ownerId,
    dealer,
    policy: oemDefaultSla,
    receivedAt: context.now,
  });
  return {
    writes: [...createLead(state, { facts, now: context.now }), ...pointKeys(keys, state.leadId), ...saveOwner(change)],
    result: toAcceptedLeadView(state, 'accepted'),
  };
}
