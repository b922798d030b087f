import { Temporal } from 'temporal-polyfill';
import type { DocumentKind } from '../events/document-kinds.ts';
import type { Archive } from '../intake/quarantine/quarantine.flow.ts';
import { loadQuarantined, saveQuarantined } from '../intake/quarantine/quarantine.store.ts';
import { endReplay, type QuarantinedDocument } from '../intake/quarantine/quarantine.ts';
import { senderIdOf } from '../intake/sender/sender.ts';
import { contentTypeOf } from '../platform/content-type.ts';
import type { Context } from '../platform/context.port.ts';
import { settle } from '../platform/settle.flow.ts';
import type { Replayed } from './replay.view.ts';
import { leadReplayer } from './replay-leads.flow.ts';
import type { Replayer } from './replayer.ts';

const replayers: Readonly<Record<DocumentKind, Replayer>> = { lead: leadReplayer };

/** Who tries documents of a kind again. Throws for a kind that this version of the code does not know. */
export function replayerOf(kind: string): Replayer {
  const replayer = Object.entries(replayers).find(([known]) => known === kind)?.[1];
  if (!replayer) throw new Error(`Nobody tries documents of the kind ${kind} again.`);
  return replayer;
}

/**
 * Tries an open document again, as its sender and as of the time it came first. A run that ends half way, or twice at
 * one moment, is harmless: what was taken is found again by its content.
 */
export async function replayDocument(
  kept: QuarantinedDocument,
  { table, documents }: Archive,
  context: Context,
): Promise<Replayed> {
  const { tenant, credentialId, contentType, objectKey } = kept;
  const replayer = replayerOf(kept.kind);
  const bytes = await documents.get(objectKey, context.now);
  const receivedAt = Temporal.Instant.from(kept.receivedAt);
  const delivery = { senderId: senderIdOf(tenant), receivedAt, replay: true };
  const caller = { tenant, credentialId, scopes: [] };
  const sent = { bytes, contentType: contentTypeOf(contentType), caller, delivery };
  const { outcome, became } = await replayer.take(sent, table, context);
  const document = await settle(table, context, async (context) => {
    const current = (await loadQuarantined(table, kept.quarantineId, context.now)) ?? kept;
    const change = endReplay(current, outcome, context.now);
    const writes = change.state === current ? [] : saveQuarantined(change, context.now);
    return { writes, result: change.state };
  });
  return { document, became };
}
