import * as z from 'zod';
import type { QuarantinedDocument } from '../intake/quarantine/quarantine.ts';
import { quarantinedView, toQuarantinedView } from '../intake/quarantine/quarantine.view.ts';
import { acceptedLeadsView, toAcceptedLeadViews } from '../leads/lead/lead.view.ts';
import type { TakenLead } from '../leads/lead/taken-lead.ts';
import type { Tenant } from '../platform/tenant.ts';

/** What a document became. */
export interface Became {
  readonly leads: readonly TakenLead[];
}

/** The answer to a replay that worked: the document, and what it became, as its door answers. */
export const replayedView = z.object({ ...quarantinedView.shape, leads: acceptedLeadsView.shape.leads });

/** A document after a replay, and what it became if it could be used. */
export interface Replayed {
  readonly document: QuarantinedDocument;
  readonly became: Became;
}

/** A replayed document with what it became. */
export function toReplayedView(replayed: Replayed, tenant: Tenant): z.infer<typeof replayedView> {
  return { ...toQuarantinedView(replayed.document), ...toBecameView(replayed, tenant) };
}

/** What a document became, as far as a tenant may know it. */
export function toBecameView({ became }: Replayed, tenant: Tenant): Pick<z.infer<typeof replayedView>, 'leads'> {
  return { leads: toAcceptedLeadViews(became.leads, tenant) };
}
