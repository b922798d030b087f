import { defineIndex } from '../../platform/table.index.ts';

/** A dealer's leads in the order of their last change, whole, for its list. */
export const leadsByUpdate = defineIndex({
  name: 'leads-by-update',
  partition: 'leadsOf',
  sort: 'changedAt',
  holds: 'everything',
  reads: 'pages',
});

/** A person's leads at all dealers in the order of their receipt, which never changes, so that no later write costs anything. */
export const leadsByOwner = defineIndex({
  name: 'leads-by-owner',
  partition: 'leadsOfOwner',
  sort: 'receivedAt',
  holds: 'keys',
  reads: 'ranges',
});

/** Each open lead under whoever of the dealer's people has it now. */
export const openLeadsByAssignee = defineIndex({
  name: 'open-leads-by-assignee',
  partition: 'assignedTo',
  sort: 'receivedAt',
  holds: 'keys',
  reads: 'ranges',
});

/** The open leads whose ladder ended without an answer, by when it ended. */
export const unansweredLeads = defineIndex({
  name: 'unanswered-leads',
  partition: 'unansweredShard',
  sort: 'unansweredSince',
  holds: 'keys',
  reads: 'ranges',
});
