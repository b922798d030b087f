import type { DealerId } from '../../platform/tenant.ts';

/** The partition that holds a dealer, its rotation and the versions of its calendar. */
export function dealerPartition(dealerId: DealerId): string {
  return `DEALER#${dealerId}`;
}
