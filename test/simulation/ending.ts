import type { Fault } from 'assembly-runtime/faults';
import type { Envelope } from '../../functions/events/event.ts';
import type { AcceptedLeadView, LeadView } from '../../functions/leads/lead/lead.view.ts';
import type { Item } from '../../functions/platform/table.ts';
import type { App } from '../support/app.ts';
import type { LyingLetter, RunExecution, SentMessage } from '../support/control.ts';
import { leadOf } from '../support/leads.ts';
import type { ScriptedLead } from './script.ts';

/** What the sender of a lead was told, and what it told of the lead. */
export interface ToldLead {
  readonly script: ScriptedLead;
  /** The answer that took it in. */
  readonly accepted: AcceptedLeadView;
  /** When that answer came, by the runtime's clock. */
  readonly acceptedAt: string;
  /** Evidence of an answer: when somebody answered, and when that was acknowledged. */
  readonly evidence: readonly { readonly at: string; readonly toldAt: string }[];
  /** Lead ids that other copies of it got. */
  readonly copies: readonly string[];
}

/** Everything that can be seen of a run when it is over. */
export interface Ending {
  readonly told: readonly ToldLead[];
  readonly leads: ReadonlyMap<string, LeadView>;
  readonly events: readonly Envelope[];
  readonly messages: readonly SentMessage[];
  readonly executions: readonly RunExecution[];
  readonly deadLetters: readonly LyingLetter[];
  readonly items: readonly Item[];
  readonly faults: readonly Fault[];
  /** Answers of 500 and above, and others that no sender of these documents should get. */
  readonly refusals: readonly string[];
}

/** Looks at all that there is of an app at rest, and at the leads that senders were told of. */
export async function endingOf(app: App, told: readonly ToldLead[]): Promise<Omit<Ending, 'faults' | 'refusals'>> {
  const leads = new Map<string, LeadView>();
  for (const { accepted } of told) leads.set(accepted.leadId, await leadOf(app, accepted.leadId));
  return {
    told,
    leads,
    events: await app.events(),
    messages: await app.messages(),
    executions: await app.executions(),
    deadLetters: await app.deadLetters(),
    items: await app.items(),
  };
}
