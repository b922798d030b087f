import type { ReplayOutcome } from '../intake/quarantine/quarantine.ts';
import { loadLead } from '../leads/lead/lead.store.ts';
import type { LeadId } from '../leads/lead/lead.ts';
import type { TakenLead } from '../leads/lead/taken-lead.ts';
import { type Intake, takeLeads } from '../leads/reception/take-leads.flow.ts';
import { leadReasonTexts } from '../leads/reception/unusable.ts';
import { Retryable } from '../platform/failure.ts';
import type { Replayer } from './replayer.ts';

/** Tries documents of leads again. */
export const leadReplayer: Replayer = {
  async take(document, table, context) {
    const intake = await takeLeads(document, table, context);
    return { outcome: outcomeOf(intake), became: { leads: leadsOf(intake) } };
  },
  async find(ids, table) {
    const leads = await Promise.all(ids.map((id) => loadLead(table, id as LeadId)));
    return { leads: leads.flatMap((lead) => (lead ? [{ lead, status: 'duplicate' as const }] : [])) };
  },
  reasonTexts: leadReasonTexts,
};

function leadsOf(intake: Intake): readonly TakenLead[] {
  if (intake.kind === 'accepted') return intake.leads;
  return intake.kind === 'refused' ? [] : (intake.taken ?? []);
}

function outcomeOf(intake: Intake): ReplayOutcome {
  if (intake.kind === 'interrupted') throw new Retryable(`${intake.left} leads of the document are not taken yet.`);
  if (intake.kind === 'unusable') {
    const { kind, reason, errors, taken = [] } = intake;
    return { kind, reason, errors, ids: taken.map(({ lead }) => lead.leadId) };
  }
  if (intake.kind === 'accepted') return { kind: 'accepted', ids: intake.leads.map(({ lead }) => lead.leadId) };
  // Kept under rules that let it pass and that are stricter now.
  const errors = [{ path: '', message: `is refused for its ${intake.reason}` }];
  return { kind: 'unusable', reason: 'unreadable-document', errors };
}
