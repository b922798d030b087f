import type { Operation } from '../platform/operation.ts';
import { activityBody } from './activity.contract.ts';
import { activityView } from './activity.view.ts';
import { getLead, postActivity, postLead } from './lead.routes.ts';
import { acceptedLeadsView, leadView } from './lead.view.ts';
import { leadBody } from './lead-json.contract.ts';

const adf =
  'An ADF 1.0 document with one or more prospects. Prologs, charsets and tag cases of the wild are read; a DOCTYPE is refused.';

export const leadOperations: readonly Operation[] = [
  {
    route: postLead,
    summary: 'Send a lead',
    description:
      'Takes a lead as JSON or ADF and starts its SLA. The same content, or the same id of the same source, answers with the first lead and status `duplicate`; sending again is always safe.',
    requests: { 'application/json': leadBody, 'application/xml': adf, 'text/xml': adf },
    answers: { 202: { description: 'Every lead of the document, in its order.', body: acceptedLeadsView } },
  },
  {
    route: getLead,
    summary: 'Read a lead',
    description: 'The lead with its assignments, escalations and both clocks.',
    answers: { 200: { description: 'The lead.', body: leadView } },
  },
  {
    route: postActivity,
    summary: 'Report what happened with a lead',
    description:
      "Keeps an activity under the sender's own `id`; the same id again changes nothing. Only evidence of a real answer stops the first-response clock: a connected call out, a person's mail or text delivered, a reply, a visit. Evidence that comes after the breach corrects the figures and leaves the breach.",
    requests: { 'application/json': activityBody },
    answers: { 202: { description: 'What is kept.', body: activityView } },
  },
];
