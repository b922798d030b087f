import type { DocumentKind } from '../../events/document-kinds.ts';
import { toInstantText } from '../../events/event.ts';
import type { Caller } from '../../platform/caller.ts';
import type { Context } from '../../platform/context.port.ts';
import { Retryable } from '../../platform/failure.ts';
import { settle } from '../../platform/settle.flow.ts';
import { sha256 } from '../../platform/stable-hash.ts';
import type { Table, Write } from '../../platform/table.ts';
import { findContent, pointContent } from './content-key.store.ts';
import type { Documents } from './document.port.ts';
import { createQuarantined, loadQuarantined, quarantineExpiry, saveQuarantined } from './quarantine.store.ts';
import {
  attemptAgain,
  enterQuarantine,
  type Finding,
  type QuarantinedDocument,
  type QuarantineId,
} from './quarantine.ts';

/** A document that could not be used, or not all of it, whole. */
interface RefusedDocument extends Finding {
  readonly kind: DocumentKind;
  /** The ids of what of it was taken all the same. */
  readonly leadIds?: readonly string[];
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  /** Method and path it was sent to. */
  readonly route: string;
  readonly caller: Caller;
  /** What its kind notes of every attempt, such as the receipt that its sender's count is compared with. */
  readonly noted: readonly Write[];
}

export interface Archive {
  readonly table: Table;
  readonly documents: Documents;
}

/**
 * Keeps a document that could not be used and gives the id under which its sender finds it. The bytes go to S3 first
 * and the table follows in one commit, so nothing points at bytes that are not there. The same bytes of the same
 * credential are kept once while they are open; they are counted.
 */
export async function keepDocument(
  refused: RefusedDocument,
  archive: Archive,
  context: Context,
): Promise<QuarantineId> {
  const { table, documents } = archive;
  const hash = sha256(refused.bytes);
  const open = await findOpen(refused, hash, { table, context });
  const counted = open.document && (await countAttempt(refused, open.document, { table, context }));
  if (counted) return counted;
  const quarantineId = context.newId() as QuarantineId;
  const objectKey = `quarantine/${toInstantText(context.now).slice(0, 10).replaceAll('-', '/')}/${quarantineId}`;
  await documents.put(objectKey, refused.bytes, context.now);
  const entered = enterQuarantine({
    quarantineId,
    kind: refused.kind,
    ...findingOf(refused),
    tenant: refused.caller.tenant,
    credentialId: refused.caller.credentialId,
    route: refused.route,
    receivedAt: toInstantText(context.now),
    bytes: refused.bytes.byteLength,
    sha256: hash,
    objectKey,
  });
  const kept = await settle(table, context, async (context) => {
    const { key, document } = await findOpen(refused, hash, { table, context });
    // Somebody sent the same at the same moment and was first; this copy's bytes lie unused until they expire.
    if (document) return { writes: [], result: document };
    const writes = [
      ...createQuarantined(entered, context.now),
      pointContent(key, quarantineId, quarantineExpiry(entered.state)),
      ...refused.noted,
    ];
    return { writes, result: entered.state };
  });
  if (kept === entered.state) return quarantineId;
  return (await countAttempt(refused, kept, { table, context })) ?? keepDocument(refused, archive, context);
}

interface Desk {
  readonly table: Table;
  readonly context: Context;
}

async function findOpen({ caller, route }: RefusedDocument, hash: string, { table, context }: Desk) {
  const key = await findContent(table, { credentialId: caller.credentialId, route, sha256: hash });
  const document = key.quarantineId && (await loadQuarantined(table, key.quarantineId, context.now));
  return { key, document: document?.status === 'open' ? document : undefined };
}

/** Counts the copy where its document is open still; one that somebody dealt with meanwhile is not the one to look at. */
async function countAttempt(
  refused: RefusedDocument,
  known: QuarantinedDocument,
  { table, context }: Desk,
): Promise<QuarantineId | undefined> {
  const { quarantineId } = known;
  try {
    return await settle(table, context, async (context) => {
      const document = (await loadQuarantined(table, quarantineId, context.now)) ?? known;
      const attempted = attemptAgain(document, { ...findingOf(refused), now: context.now });
      if (attempted.state === document) return { writes: [], result: undefined };
      return { writes: [...saveQuarantined(attempted, context.now), ...refused.noted], result: quarantineId };
    });
  } catch (error) {
    if (!(error instanceof Retryable)) throw error;
    // So many copies at one moment: the document is safe, and only its number of attempts falls behind.
    await table.commit(refused.noted);
    return quarantineId;
  }
}

function findingOf({ reason, errors, contentType, leadIds = [] }: RefusedDocument) {
  return {
    ...{ reason, errors },
    ...(contentType !== undefined && { contentType: contentType.slice(0, 200) }),
    ...(leadIds.length > 0 && { leadIds }),
  };
}
