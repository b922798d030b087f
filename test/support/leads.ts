import {
  type AcceptedLeadView,
  acceptedLeadView,
  type LeadView,
  leadView,
} from '../../functions/leads/lead/lead.view.ts';
import type { App } from './app.ts';
import type { CallOptions } from './call.ts';

export interface StatedLeadJson {
  readonly source: { readonly system: string; readonly id?: string };
  readonly [member: string]: unknown;
}

/** A lead as a web site posts it; each `id` is another person with another lead. */
export function leadJson(id: string, given: Partial<StatedLeadJson> = {}): StatedLeadJson {
  return {
    source: { system: 'pier-web', id },
    customer: { firstName: 'Noor', lastName: `Number ${id}`, emails: [`${id}@mail.example`] },
    vehiclesOfInterest: [{ year: 2027, make: 'Alder', model: 'Ridge', interest: 'buy' }],
    message: 'Is it still there?',
    ...given,
  };
}

/** Posts leads that must be taken, and gives what the API said of each to whoever may know it. */
export async function postLeads(app: App, body: unknown, options?: CallOptions): Promise<readonly AcceptedLeadView[]> {
  const answer = await app.post('/v1/leads', body, options);
  if (answer.status !== 202) throw new Error(`${answer.status} ${answer.text}`);
  const { leads } = answer.body as { leads: readonly unknown[] };
  return leads.map((lead) => acceptedLeadView.parse(lead));
}

/** The same for a document with one lead. */
export async function postLead(app: App, body: unknown, options?: CallOptions): Promise<AcceptedLeadView> {
  const [lead, ...others] = await postLeads(app, body, options);
  if (!lead || others.length > 0) throw new Error('The document does not hold exactly one lead.');
  return lead;
}

/** A lead as its API shows it when everything started so far has ended. */
export async function leadOf(app: App, leadId: string, options: CallOptions = { as: 'oem' }): Promise<LeadView> {
  await app.rest();
  const answer = await app.get(`/v1/leads/${leadId}`, options);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return leadView.parse(answer.body);
}

/** An activity that is evidence of an answer. */
export function connectedCall(at: string, id = `call-${at}`): object {
  return { id, kind: 'call', at, by: 'salesperson-1', evidence: { connected: true, callSeconds: 95 } };
}
