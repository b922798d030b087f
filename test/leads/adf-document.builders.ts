import { readLeads } from '../../functions/leads/dialects/lead-dialects.contract.ts';
import type { RawLead } from '../../functions/leads/stated/stated-lead.ts';

/** A document around the given parts of one prospect. */
export function adf(prospect: string): string {
  return `<?xml version="1.0"?>\n<?adf version="1.0"?>\n<adf><prospect>${prospect}</prospect></adf>`;
}

/** A prospect whose customer's contact holds the given markup. */
export function contact(markup: string): string {
  return adf(`<customer><contact>${markup}</contact></customer>`);
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Reads an ADF document in the charset that its sender states. */
export function readAdf(document: Uint8Array, charset?: string): ReturnType<typeof readLeads> {
  return readLeads(document, { type: 'application/xml', ...(charset !== undefined && { charset }) });
}

/** The only lead of a document that must be readable. */
export function leadIn(document: string | Uint8Array, charset?: string): RawLead {
  const reading = readAdf(typeof document === 'string' ? bytes(document) : document, charset);
  if (reading.kind !== 'ok' || reading.things[0] === undefined || reading.things.length !== 1) {
    throw new Error(`expected one lead, got ${JSON.stringify(reading)}`);
  }
  return reading.things[0];
}
