import { textOf } from '../../intake/document/text.ts';
import type { ContentType } from '../../platform/content-type.ts';
import { jsonOf } from '../../platform/json-body.ts';
import { mostDocumentBytes } from '../stated/document-size.ts';
import type { LeadReading } from '../stated/stated-lead.ts';
import { readAdf } from './adf.contract.ts';
import { readLeadJson } from './lead-json.contract.ts';
import { aapLeadType, readAapLead } from './lead-json-aap.contract.ts';

/**
 * Reads the body of `POST /v1/leads` into leads as stated: JSON by a content type that says so, else ADF. Which types
 * the route takes at all is the route's to say.
 */
export function readLeads(bytes: Uint8Array, { type, charset }: ContentType): LeadReading {
  return type.includes('json') ? readJsonLead(bytes, charset) : readAdf(bytes, { charset });
}

/** Reads a JSON document in any of the dialects known: our own form, or Auto Agent Protocol 1.1 by its `type`. */
function readJsonLead(bytes: Uint8Array, charset?: string): LeadReading {
  if (bytes.length > mostDocumentBytes) {
    return { kind: 'refused', reason: 'size' };
  }
  const text = textOf(bytes, charset);
  // What stands where a byte was no UTF-8; whose name had the byte would get another one.
  if (text.includes('\uFFFD')) return { kind: 'malformed', errors: [{ path: '', message: 'is not UTF-8' }] };
  const json = jsonOf(text);
  if (json.kind === 'malformed') return { kind: 'malformed', errors: [{ path: '', message: 'is not JSON' }] };
  return isAap(json.value) ? readAapLead(json.value) : readLeadJson(json.value);
}

function isAap(document: unknown): boolean {
  return typeof document === 'object' && document !== null && 'type' in document && document.type === aapLeadType;
}
