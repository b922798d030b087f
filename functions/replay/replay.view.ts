import * as z from 'zod';
import { quarantinedView, toQuarantinedView } from '../intake/quarantine/quarantine.view.ts';
import { acceptedLeadView } from '../leads/lead/lead.view.ts';
import type { Replayed } from './replay-document.flow.ts';

/** The answer to a replay that worked: the document, and its leads as `POST /v1/leads` would have answered. */
export const replayedView = z.object({ ...quarantinedView.shape, leads: z.array(acceptedLeadView) });
type ReplayedView = z.infer<typeof replayedView>;

/** A replayed document with its leads. */
export function toReplayedView({ document, leads }: Replayed): ReplayedView {
  return { ...toQuarantinedView(document), leads: [...leads] };
}
