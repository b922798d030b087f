import { readAdf } from '../../functions/leads/dialects/adf.contract.ts';
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

/** The only lead of a document that must be readable. */
export function leadIn(document: string | Uint8Array, charset?: string): RawLead {
  const reading = readAdf(typeof document === 'string' ? bytes(document) : document, { charset });
  if (reading.kind !== 'ok' || reading.leads[0] === undefined || reading.leads.length !== 1) {
    throw new Error(`expected one lead, got ${JSON.stringify(reading)}`);
  }
  return reading.leads[0];
}
