/** Where a lead stands; every status but `sold` and `lost` is open. */
export const leadStatuses = ['new', 'contacted', 'appointment', 'test-drive', 'ordered', 'sold', 'lost'] as const;
export type LeadStatus = (typeof leadStatuses)[number];

/** Whether a lead has not ended yet. */
export function isOpen(status: LeadStatus): boolean {
  return outcomeOf(status) === undefined;
}

/** How a lead ended; undefined while it is open. */
export function outcomeOf(status: LeadStatus): 'sold' | 'lost' | undefined {
  return status === 'sold' || status === 'lost' ? status : undefined;
}
