import type { DealerId, Tenant } from '../../functions/platform/tenant.ts';

/** The tenant that a store is. */
export function dealerTenant(dealerId: string): Extract<Tenant, { kind: 'dealer' }> {
  return { kind: 'dealer', dealerId: dealerId as DealerId };
}
