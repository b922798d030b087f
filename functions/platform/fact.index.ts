/** The name of the index that finds facts by the hour they were saved in. */
export const factsByTime = 'facts-by-time';

/** As what an escalation is counted that found nobody to tell, apart from the others. */
export const escalatedToNobody = 'lead.escalated.v1 to nobody';
