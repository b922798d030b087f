import type { Temporal } from 'temporal-polyfill';
import type { Context } from '../platform/context.port.ts';
import { readJson } from '../platform/json-body.ts';
import { accepted, problem } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { settle } from '../platform/settle.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { loadQuarantined, saveQuarantined } from './quarantine/quarantine.store.ts';
import { type QuarantinedDocument, requestReplay } from './quarantine/quarantine.ts';
import { type ListRequest, listQuarantined } from './quarantine/quarantine-list.store.ts';
import { parseReplayOrder } from './quarantine/quarantine-query.contract.ts';
import { postReplays } from './quarantine.routes.ts';

const table = openTable();
/** One request's time is enough for these; the answer says when there are more. */
const mostDocuments = 500;
const documentsAtOnce = 10;

/** Asks for all open documents of a reason to be tried again, those of the caller or with the OEM's key everybody's. */
export const handler = serveRoute(postReplays, async ({ caller, body }, context) => {
  const json = readJson(body);
  if (json.kind === 'malformed') return json.answer;
  const order = parseReplayOrder(json.value);
  if (order.kind === 'invalid') return problem(422, 'Say which documents to replay.', order.errors);
  const { found, more } = await findOpen({ tenant: caller.tenant, reason: order.value.reason }, context.now);
  let count = 0;
  for (let start = 0; start < found.length; start += documentsAtOnce) {
    const some = found.slice(start, start + documentsAtOnce);
    const asked = await Promise.all(some.map((document) => ask(document, context)));
    count += asked.filter(Boolean).length;
  }
  return accepted({ count, more });
});

/** The open documents that do not wait for a replay already, so that asking again finds the next ones. */
async function findOpen(
  wanted: Pick<ListRequest, 'tenant' | 'reason'>,
  now: Temporal.Instant,
): Promise<{ found: readonly QuarantinedDocument[]; more: boolean }> {
  const found: QuarantinedDocument[] = [];
  let cursor: string | undefined;
  do {
    const request = { ...wanted, status: 'open', limit: 100, ...(cursor && { cursor }) } as const;
    const page = await listQuarantined(table, request, now);
    found.push(...page.documents.filter((document) => requestReplay(document, now).facts.length > 0));
    cursor = page.cursor;
  } while (cursor !== undefined && found.length < mostDocuments);
  return { found, more: cursor !== undefined };
}

/** Whether the document is newly asked for: not replayed meanwhile, and not waiting for it already. */
function ask({ quarantineId }: QuarantinedDocument, context: Context): Promise<boolean> {
  return settle(table, context, async (context) => {
    const document = await loadQuarantined(table, quarantineId, context.now);
    const change = document && requestReplay(document, context.now);
    if (!change || change.facts.length === 0) return { writes: [], result: false };
    return { writes: saveQuarantined(change, context.now), result: true };
  });
}
