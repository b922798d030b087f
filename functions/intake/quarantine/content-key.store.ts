import { defineItemForm, readItem } from '../../platform/item-form.ts';
import type { Key, Table, Write } from '../../platform/table.ts';
import { upsert } from '../../platform/write.ts';
import type { QuarantineId } from './quarantine.ts';

/** How a content by which a document is recognised is kept. */
export const contentKeyForm = defineItemForm<Required<Omit<ContentKey, 'key'>>>('quarantinekey');

/** Which document the same bytes from the same credential were kept as. */
interface ContentKey {
  readonly key: Key;
  readonly quarantineId?: QuarantineId;
  /** 0 while there is no such document. */
  readonly version: number;
}

/** What bytes with this hash were kept as when the credential sent them to this route before. */
export async function findContent(
  table: Table,
  sent: { readonly credentialId: string; readonly route: string; readonly sha256: string },
): Promise<ContentKey> {
  const key = { PK: `QUARANTINEKEY#${sent.credentialId}#${sent.route}#${sent.sha256}`, SK: 'QUARANTINEKEY' };
  const kept = readItem(contentKeyForm, await table.get(key));
  return { key, version: kept?.version ?? 0, ...(kept && { quarantineId: kept.quarantineId }) };
}

/** Points a content at its document, if nobody else did so first; of two equal documents at one moment only one enters. */
export function pointContent({ key, version }: ContentKey, quarantineId: QuarantineId, expiresAt: number): Write {
  const item = contentKeyForm.keep(key, { quarantineId, version: version + 1 }, { expiresAt });
  return upsert(item, version);
}
