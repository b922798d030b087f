/** The name of the index that lists a store's leads in the order of their last change. */
export const leadsByUpdate = 'leads-by-update';

/** The name of the sparse index that holds each open lead under its owner. */
export const openLeadsByOwner = 'open-leads-by-owner';

/** The name of the sparse index that holds the open leads whose ladder ended without an answer. */
export const unansweredLeads = 'unanswered-leads';
