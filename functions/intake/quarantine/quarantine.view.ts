import * as z from 'zod';
import { documentKinds, quarantineReasons } from '../../events/document-kinds.ts';
import { instant } from '../../events/event.ts';
import { senderIdOf } from '../sender/sender.ts';
import { type QuarantinedDocument, quarantineStatuses } from './quarantine.ts';

/** A kept document as its sender and the OEM see it; never what stands in it. */
export const quarantinedView = z.object({
  quarantineId: z.string(),
  status: z.enum(quarantineStatuses),
  /** What it was sent as. */
  kind: z.enum(documentKinds),
  reason: z.enum(quarantineReasons.map(({ code }) => code)),
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
  senderId: z.string(),
  credentialId: z.string(),
  route: z.string(),
  contentType: z.string().optional(),
  receivedAt: instant,
  attempts: z.number(),
  lastAttemptAt: instant,
  bytes: z.number(),
  sha256: z.string(),
  lastReplayAt: instant.optional(),
  replayedAt: instant.optional(),
  dismissal: z.object({ at: instant, credentialId: z.string(), reason: z.string() }).optional(),
  leadIds: z.array(z.string()).optional(),
});
export type QuarantinedView = z.infer<typeof quarantinedView>;

/** The answer of `GET /v1/quarantine`: a page, oldest first. */
export const quarantineListView = z.object({
  documents: z.array(quarantinedView),
  nextCursor: z.string().optional(),
});

/** The answer to the wish to replay all documents of a reason. */
export const replayOrderView = z.object({
  /** Documents that will be tried again. */
  count: z.number(),
  /** Whether there are more than one request takes; ask again for them. */
  more: z.boolean(),
});

/** The form in which a document shows; the schema drops what is ours alone: version, object key, list entries. */
export function toQuarantinedView(document: QuarantinedDocument): QuarantinedView {
  return quarantinedView.parse({ ...document, senderId: senderIdOf(document.tenant) });
}
