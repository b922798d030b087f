import { Temporal } from 'temporal-polyfill';
import type { Archive } from '../intake/quarantine/quarantine.flow.ts';
import { loadQuarantined, saveQuarantined } from '../intake/quarantine/quarantine.store.ts';
import { endReplay, type QuarantinedDocument, type ReplayOutcome } from '../intake/quarantine/quarantine.ts';
import { senderIdOf } from '../intake/sender/sender.ts';
import type { AcceptedLeadView } from '../leads/lead/lead.view.ts';
import { type Intake, takeLeads } from '../leads/reception/take-leads.flow.ts';
import type { Context } from '../platform/context.port.ts';
import { settle } from '../platform/settle.flow.ts';

/** A document after a replay, and its leads if it became any. */
export interface Replayed {
  readonly document: QuarantinedDocument;
  readonly leads: readonly AcceptedLeadView[];
}

/**
 * Tries an open document again, as its sender and as of the time it came first. A run that ends half way, or twice at
 * one moment, is harmless: leads that were taken are found again by their content.
 */
export async function replayDocument(
  kept: QuarantinedDocument,
  { table, documents }: Archive,
  context: Context,
): Promise<Replayed> {
  const { tenant, credentialId, contentType, objectKey } = kept;
  const bytes = await documents.get(objectKey, context.now);
  const receivedAt = Temporal.Instant.from(kept.receivedAt);
  const intake = await takeLeads(
    {
      bytes,
      contentType,
      caller: { tenant, credentialId, scopes: [] },
      delivery: { senderId: senderIdOf(tenant), receivedAt, replay: true },
    },
    table,
    context,
  );
  const outcome = outcomeOf(intake);
  const document = await settle(table, context, async () => {
    const current = (await loadQuarantined(table, kept.quarantineId, context.now)) ?? kept;
    const change = endReplay(current, outcome, context.now);
    const writes = change.state === current ? [] : saveQuarantined(change, context.now);
    return { writes, result: change.state };
  });
  return { document, leads: intake.kind === 'accepted' ? intake.leads : [] };
}

function outcomeOf(intake: Intake): ReplayOutcome {
  if (intake.kind === 'unusable') return intake;
  if (intake.kind === 'accepted') return { kind: 'accepted', leadIds: intake.leads.map(({ leadId }) => leadId) };
  // Kept under rules that let it pass and that are stricter now.
  const errors = [{ path: '', message: `is refused for its ${intake.reason}` }];
  return { kind: 'unusable', reason: 'unreadable-document', errors };
}
