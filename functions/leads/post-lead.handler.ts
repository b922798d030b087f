import type { Refused } from '../intake/document/reading.ts';
import { openDocuments } from '../intake/quarantine/document.port.ts';
import { keepDocument } from '../intake/quarantine/quarantine.flow.ts';
import { quarantineProblem } from '../intake/quarantine/quarantine-problem.ts';
import { noteReceipt } from '../intake/sender/receipt.store.ts';
import { senderIdOf } from '../intake/sender/sender.ts';
import type { AnswerOf, ApiRequest } from '../platform/api-request.ts';
import type { Context } from '../platform/context.port.ts';
import { idempotently } from '../platform/idempotency.flow.ts';
import { accepted, type HttpAnswer, problem } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { openTable } from '../platform/table.port.ts';
import type { Tenant } from '../platform/tenant.ts';
import { toAcceptedLeadViews } from './lead/lead.view.ts';
import { postLead } from './lead.routes.ts';
import { type Intake, takeLeads } from './reception/take-leads.flow.ts';
import { leadReasonTexts } from './reception/unusable.ts';
import { mostDocumentBytes } from './stated/document-size.ts';

const table = openTable();
const documents = openDocuments();
const route = `${postLead.method} ${postLead.path}`;

/** Takes leads in; a document of which any lead cannot be used is kept whole and becomes none, or the others where one cannot be stored. */
export const handler = serveRoute(postLead, idempotently(table, receive));

async function receive(
  { caller, contentType, header, body }: ApiRequest<typeof postLead>,
  context: Context,
): Promise<AnswerOf<typeof postLead>> {
  const sent = { bytes: body, caller };
  const delivery = { senderId: senderIdOf(caller.tenant), receivedAt: context.now, replay: false };
  const intake = await takeLeads({ ...sent, contentType, delivery }, table, context);
  if (intake.kind === 'accepted') return accepted(answerOf(intake, caller.tenant));
  if (intake.kind === 'refused') return refusal(intake);
  if (intake.kind === 'interrupted') return interruption(intake, caller.tenant);
  const { reason, errors, leads, taken = [] } = intake;
  const noted = noteReceipt(delivery, { receiptId: context.newId(), outcome: 'quarantined', leads });
  const kept = { kind: 'lead', reason, errors, leadIds: taken.map(({ lead }) => lead.leadId) } as const;
  const refused = { ...sent, contentType: header('content-type'), route, noted, ...kept };
  const quarantineId = await keepDocument(refused, { table, documents }, context);
  const others = { leads: toAcceptedLeadViews(taken, caller.tenant) };
  return quarantineProblem({ reason, errors, quarantineId, taken: others }, leadReasonTexts);
}

function answerOf({ leads, warnings }: Extract<Intake, { kind: 'accepted' }>, tenant: Tenant) {
  return { leads: toAcceptedLeadViews(leads, tenant), ...(warnings.length > 0 && { warnings }) };
}

/** What was taken stays so: sent again it is found, and the rest is taken. */
function interruption({ taken, left }: Extract<Intake, { kind: 'interrupted' }>, tenant: Tenant): HttpAnswer<503> {
  const leads = toAcceptedLeadViews(taken, tenant);
  const detail = `${taken.length} leads of the document were taken, the last ${left} not yet; send it again, and they are.`;
  const { headers, body } = problem(503, detail);
  return { status: 503, headers: { ...headers, 'retry-after': '1' }, body: { ...(body as object), leads } };
}

/** Nothing of these is kept: they are attacks, or no lead of any size. */
function refusal({ reason }: Refused): HttpAnswer<400 | 413> {
  return {
    doctype: unread('declares types (DOCTYPE), which is not taken here'),
    depth: unread('is nested more deeply than any lead'),
    size: problem(413, `A body may have ${mostDocumentBytes / 1024} KB.`),
  }[reason];
}

function unread(message: string): HttpAnswer<400> {
  return problem(400, 'The document cannot be read, and is not kept.', [{ path: '', message }]);
}
