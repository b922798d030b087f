/**
 * How an event shows to ops beside being published. It stands apart from the schemas, because the relay counts every event
 * and starts without zod.
 */
interface EventMeasure {
  /** Says of an event's data as what it is counted, where that is not its type alone. */
  readonly countedAs?: (data: Readonly<Record<string, unknown>>) => string | undefined;
  /** What the log says each time: a message, and which ids and codes of the data. */
  readonly logged?: { readonly message: string; readonly fields: readonly string[] };
}

/** As what an escalation is counted that found nobody to tell, apart from the others: it has an alarm of its own. */
export const escalatedToNobody = 'lead.escalated.v1 to nobody';

/** As what a document is counted that was kept because its person asks too often; it too has an alarm of its own. */
export const keptForTooMany = 'quarantine.entered.v1 for too many requests';

/** As what a key is counted that so many people state that it identifies nobody; it too has an alarm of its own. */
export const keyOfNobody = 'owner.key-shared.v1 by too many';

/** The events that are more than counted by their type; who breaches most, or sends most that cannot be used, is a query over the log. */
export const eventMeasures: Readonly<Record<string, EventMeasure>> = {
  'lead.addressed-elsewhere.v1': {
    logged: { message: 'Addressed to another store', fields: ['leadId', 'dealerId', 'otherDealerId'] },
  },
  'lead.escalated.v1': { countedAs: ({ to }) => (to === undefined ? escalatedToNobody : undefined) },
  'lead.provider-id-repeated.v1': {
    logged: { message: 'Ids repeated', fields: ['leadId', 'firstLeadId', 'dealerId', 'credentialId', 'source'] },
  },
  'lead.sla-breached.v1': { logged: { message: 'SLA breached', fields: ['leadId', 'dealerId'] } },
  'quarantine.entered.v1': {
    countedAs: ({ reason }) => (reason === 'too-many-requests' ? keptForTooMany : undefined),
    logged: { message: 'Quarantined', fields: ['quarantineId', 'senderId', 'credentialId', 'reason'] },
  },
  'owner.key-shared.v1': {
    countedAs: ({ identifiesNobody }) => (identifiesNobody === true ? keyOfNobody : undefined),
    logged: { message: 'Key shared', fields: ['ownerId', 'others', 'by', 'people'] },
  },
  'sender.count-short.v1': {
    logged: { message: 'Leads missing', fields: ['senderId', 'date', 'stated', 'received', 'missing'] },
  },
};
