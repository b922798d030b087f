import type { Dealer } from '../../dealers/dealer/dealer.ts';
import { keepMissingCalendar } from '../../dealers/dealer/dealer-calendar.store.ts';
import { toInstantText } from '../../events/event.ts';
import type { Refused } from '../../intake/document/reading.ts';
import { type Takings, takeEach } from '../../intake/document/take-each.flow.ts';
import type { SentDocument } from '../../intake/sender/sent-document.ts';
import { denyAlso, identityKeys, waysWithoutKey } from '../../owners/identity.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import type { Caller } from '../../platform/caller.ts';
import type { Context } from '../../platform/context.port.ts';
import { isLasting } from '../../platform/failure.ts';
import { logger } from '../../platform/logger.port.ts';
import type { Warning } from '../../platform/problem.ts';
import { settle } from '../../platform/settle.flow.ts';
import type { Table } from '../../platform/table.ts';
import { readLeads } from '../dialects/lead-dialects.contract.ts';
import type { LeadId } from '../lead/lead.ts';
import type { TakenLead } from '../lead/taken-lead.ts';
import { pathInDocument } from '../stated/lead-path.ts';
import { notUnderstood } from '../stated/not-understood.contract.ts';
import { normalise } from '../stated/stated-lead.contract.ts';
import type { RawLead } from '../stated/stated-lead.ts';
import {
  type AddressedLead,
  tellElsewhere,
  type UnaddressedLead,
  unknownDealerErrors,
  warningsOf,
} from './addressed-lead.ts';
import { leadKeys } from './lead-key.store.ts';
import { loadAddressee } from './load-addressee.flow.ts';
import { unreachableErrors } from './reach.ts';
import { loadKnown, type Recognition, saveReception } from './reception.store.ts';
import { receive, statusOf } from './reception.ts';
import { type ReceptionProgramme, receptionProgrammeAt } from './reception-programme.policy.ts';
import { type Unusable, unusable } from './unusable.ts';

/**
 * What became of a document. Of an `unusable` one everything is worth keeping, and `taken` are the leads in it that were
 * taken all the same; of an `interrupted` one, too, and the rest of it may be sent again.
 */
export type Intake =
  | { readonly kind: 'accepted'; readonly leads: readonly TakenLead[]; readonly warnings: readonly Warning[] }
  | { readonly kind: 'interrupted'; readonly taken: readonly TakenLead[]; readonly left: number }
  | (Unusable & { readonly taken?: readonly TakenLead[] })
  | Refused;

/**
 * Takes a document's leads in. All are checked before the first is kept, so a document that cannot be used changes nothing;
 * what only shows when a lead is taken stops that lead alone.
 */
export async function takeLeads(document: SentDocument, table: Table, context: Context): Promise<Intake> {
  try {
    return await takeChecked(document, table, context);
  } catch (error) {
    if (!isLasting(error)) throw error;
    logger.error('A document cannot be checked', { error: error.name });
    const unstorable = [{ path: '', message: 'It cannot be stored as it is.' }];
    return unusable({ kind: 'untaken', tooMany: [], unstorable });
  }
}

async function takeChecked(document: SentDocument, table: Table, context: Context): Promise<Intake> {
  const { caller, delivery } = document;
  const programme = receptionProgrammeAt(toInstantText(delivery.receivedAt), context.region);
  const reading = readLeads(document.bytes, document.contentType, programme.nothing);
  if (reading.kind === 'refused') return reading;
  if (reading.kind !== 'ok') return unusable(reading);
  const read = await Promise.all(reading.things.map((raw) => addressLead(raw, caller, table)));
  const unknown = unknownDealerErrors(read, caller);
  const unreachable = unreachableErrors(
    read.map((lead) => (lead.dealer ? lead.stated : lead.raw)),
    programme.placeholders,
  );
  if (unknown.length + unreachable.length > 0)
    return unusable({ kind: 'unaddressed', unknown, unreachable, leads: read.length });
  const taking = { document, table, programme, context };
  const addressed = read.filter((lead): lead is AddressedLead => lead.dealer !== undefined);
  const takings = await takeEach(addressed, (lead) => takeLead(lead, taking), context);
  return intakeOf(takings, read.length, [...reading.warnings, ...warningsOf(addressed)]);
}

function intakeOf(
  { taken, refused, rejected, left }: Takings<TakenLead>,
  leads: number,
  warnings: readonly Warning[],
): Intake {
  if (left > 0) return { kind: 'interrupted', taken, left };
  if (refused.length + rejected.length === 0) return { kind: 'accepted', leads: taken, warnings };
  const tooMany = refused.map((position) => pathInDocument('customer', position, leads));
  const unstorable = rejected.map(({ position, message }) => ({ path: pathInDocument('', position, leads), message }));
  return { ...unusable({ kind: 'untaken', tooMany, unstorable }), taken };
}

/** A lead completed for its dealer, where we know the dealer. */
async function addressLead(raw: RawLead, caller: Caller, table: Table): Promise<AddressedLead | UnaddressedLead> {
  const { dealer, ...addressee } = await loadAddressee(raw, caller, table);
  if (!dealer) return { raw, dealer };
  const stated = normalise(raw, dealer);
  return { raw, dealer, stated, unclear: notUnderstood(stated), ...addressee };
}

interface Taking {
  readonly document: SentDocument;
  readonly table: Table;
  readonly programme: ReceptionProgramme;
  readonly context: Context;
}

/** One lead: found again, or received with its keys and its owner, in one decision; nothing where that is asked too often. */
async function takeLead(
  lead: AddressedLead,
  { document, table, programme, context }: Taking,
): Promise<TakenLead | undefined> {
  const { caller, delivery } = document;
  const recognition = recognitionOf(lead, programme, caller);
  await keepCalendar(lead.dealer, { table, context });
  return settle(table, context, async ({ now, newId }) => {
    const { latest, leadKeys: found, otherOwners, ...known } = await loadKnown(table, recognition, delivery);
    if (known.owner && otherOwners.length > 0)
      logger.warn('The keys of one lead belong to several owners', { owners: [known.owner.ownerId, ...otherOwners] });
    const decision = receive(lead, known, {
      newLeadId: newId() as LeadId,
      newOwnerId: newId() as OwnerId,
      programme,
      sentBy: caller.tenant,
      credentialId: caller.credentialId,
      receivedAt: delivery.receivedAt,
      now,
    });
    if (decision.kind === 'too-many') return { writes: [], result: undefined };
    const told = decision.kind === 'duplicate' ? decision : tellElsewhere(decision, lead.elsewhere);
    const receipt = { receiptId: newId(), delivery, leadKeys: found, latest };
    return {
      writes: saveReception(told, receipt, now),
      result: { lead: decision.state, status: statusOf(decision) },
    };
  });
}

/** A lead refers to its dealer's calendar, so that is kept before the lead is; what it says has nothing to do with time. */
async function keepCalendar(dealer: Dealer, { table, context }: Pick<Taking, 'table' | 'context'>): Promise<void> {
  const unitOfWork = async () => ({ writes: await keepMissingCalendar(table, dealer), result: undefined });
  await settle(table, context, unitOfWork);
}

/** By what a lead and its person are recognised. A dealer's own addresses name none of its customers. */
function recognitionOf(
  { raw, stated, dealer }: AddressedLead,
  { placeholders, dedupe }: ReceptionProgramme,
  { credentialId }: Caller,
): Recognition {
  const { dealerId, people } = dealer;
  const denied = denyAlso(
    placeholders,
    people.map(({ email }) => email),
  );
  const { customer } = stated;
  const keys = identityKeys(customer, denied);
  return {
    dealerId,
    leadKeys: leadKeys(dealerId, raw, credentialId),
    identityKeys: keys,
    otherWays: keys.length > 0 ? [] : waysWithoutKey(customer, placeholders),
    customer,
    sameRequestHours: dedupe.resubmission.sameRequestHours,
  };
}
