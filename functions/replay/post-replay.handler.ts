import { openDocuments } from '../intake/quarantine/document.port.ts';
import { loadQuarantined } from '../intake/quarantine/quarantine.store.ts';
import { mayHandle, type QuarantinedDocument } from '../intake/quarantine/quarantine.ts';
import { stillUnusable } from '../intake/quarantine/quarantine-problem.ts';
import { notFound, ok } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { postReplay } from './replay.routes.ts';
import { type Replayed, toBecameView, toReplayedView } from './replay.view.ts';
import { replayDocument, replayerOf } from './replay-document.flow.ts';

const table = openTable();
const documents = openDocuments();

/** Tries a kept document again and says what it came to; what was replayed before is only shown. */
export const handler = serveRoute(postReplay, async ({ caller, params }, context) => {
  const kept = await loadQuarantined(table, params.quarantineId, context.now);
  if (!kept || !mayHandle(caller.tenant, kept)) return notFound('document in quarantine');
  const replayed =
    kept.status === 'replayed' ? await earlier(kept) : await replayDocument(kept, { table, documents }, context);
  const { document } = replayed;
  return document.status === 'replayed'
    ? ok(toReplayedView(replayed, caller.tenant))
    : stillUnusable(
        { ...document, taken: toBecameView(replayed, caller.tenant) },
        replayerOf(document.kind).reasonTexts,
      );
});

async function earlier(document: QuarantinedDocument): Promise<Replayed> {
  return { document, became: await replayerOf(document.kind).find(document.leadIds ?? [], table) };
}
