import * as z from 'zod';
import { instant } from '../../events/event.ts';
import { missing, type SenderCount } from './sender-count.ts';

/** A sender's count of a day beside what was received. */
export const senderCountView = z.object({
  senderId: z.string(),
  date: z.iso.date(),
  count: z.number(),
  statedAt: instant,
  /** When the day is compared: an hour after its end in UTC. */
  dueAt: instant,
  status: z.enum(['pending', 'complete', 'short']),
  received: z.object({
    total: z.number(),
    accepted: z.number(),
    duplicates: z.number(),
    resubmitted: z.number(),
    quarantined: z.number(),
  }),
  /** Leads that never came; only when the day was compared. */
  missing: z.number().optional(),
  checkedAt: instant.optional(),
});
export type SenderCountView = z.infer<typeof senderCountView>;

/** The form in which a count shows; the schema drops our version. */
export function toSenderCountView(count: SenderCount): SenderCountView {
  return senderCountView.parse({ ...count, ...(count.status !== 'pending' && { missing: missing(count) }) });
}
