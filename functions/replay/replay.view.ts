import * as z from 'zod';
import type { QuarantinedDocument } from '../intake/quarantine/quarantine.ts';
import { quarantinedView, toQuarantinedView } from '../intake/quarantine/quarantine.view.ts';
import { acceptedLeadView } from '../leads/lead/lead.view.ts';

/** What a document became, as its door would have answered. */
const became = { leads: z.array(acceptedLeadView) };
export type Became = z.infer<z.ZodObject<typeof became>>;

/** The answer to a replay that worked: the document, and what it became. */
export const replayedView = z.object({ ...quarantinedView.shape, ...became });

/** A document after a replay, and what it became if it could be used. */
export interface Replayed {
  readonly document: QuarantinedDocument;
  readonly became: Became;
}

/** A replayed document with what it became. */
export function toReplayedView({ document, became }: Replayed): z.infer<typeof replayedView> {
  return { ...toQuarantinedView(document), ...became };
}
