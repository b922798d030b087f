import type { LeadId } from './lead.ts';

/** The partition that holds a lead with all that belongs to it: facts, activities, notifications, what it no longer holds itself. */
export function leadPartition(leadId: LeadId): string {
  return `LEAD#${leadId}`;
}
