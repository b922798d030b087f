import { logger } from '../platform/logger.port.ts';
import { file, notFound } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { openDocuments } from './quarantine/document.port.ts';
import { loadQuarantined } from './quarantine/quarantine.store.ts';
import { mayHandle } from './quarantine/quarantine.ts';
import { getDocument } from './quarantine.routes.ts';

const table = openTable();
const documents = openDocuments();

/** Hands out a kept document as it was sent, and logs whose key read which. */
export const handler = serveRoute(getDocument, async ({ caller, params }, context) => {
  const kept = await loadQuarantined(table, params.quarantineId, context.now);
  if (!kept || !mayHandle(caller.tenant, kept)) return notFound('document in quarantine');
  const { quarantineId, objectKey } = kept;
  const bytes = await documents.get(objectKey, context.now);
  logger.info('Document read', { quarantineId, credentialId: caller.credentialId });
  return file(bytes, quarantineId);
});
