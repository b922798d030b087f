import { isSameTenant, type Tenant } from '../../platform/tenant.ts';
import type { ShownLead } from './lead.ts';

/** The lead that came of what somebody sent, and whether it is new or was here before. */
export interface TakenLead {
  readonly lead: ShownLead;
  readonly status: 'accepted' | 'duplicate' | 'resubmitted';
}

/**
 * Whether the answer to what a tenant sent may show the lead that came of it whole: to the OEM and the lead's dealer
 * always, to a provider where it was the first to send it. Who sent a lead of before that was kept is nobody.
 */
export function mayKnow(tenant: Tenant, { dealerId, sentBy }: Pick<ShownLead, 'dealerId' | 'sentBy'>): boolean {
  if (tenant.kind === 'oem') return true;
  if (tenant.kind === 'dealer') return tenant.dealerId === dealerId;
  return sentBy !== undefined && isSameTenant(tenant, sentBy);
}
