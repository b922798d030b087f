import { quarantineReplayRequested } from '../events/intake.events.ts';
import { openDocuments } from '../intake/quarantine/document.port.ts';
import { loadQuarantined } from '../intake/quarantine/quarantine.store.ts';
import { logger } from '../platform/logger.port.ts';
import { serveEvent } from '../platform/serve.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { replayDocument } from './replay-document.flow.ts';

const table = openTable();
const documents = openDocuments();

/** Tries a document again that somebody asked for together with others; a request that comes twice finds it replayed. */
export const handler = serveEvent(quarantineReplayRequested, async ({ data }, context) => {
  const kept = await loadQuarantined(table, data.quarantineId, context.now);
  if (kept?.status !== 'open') return;
  const { document } = await replayDocument(kept, { table, documents }, context);
  logger.info('Replayed', { quarantineId: data.quarantineId, status: document.status, reason: document.reason });
});
