import type { Dialect } from '../../intake/document/dialect.ts';
import { documentReader } from '../../intake/document/document.contract.ts';
import type { NothingWords } from '../../intake/document/nothing.ts';
import type { Reading } from '../../intake/document/reading.ts';
import type { ContentType } from '../../platform/content-type.ts';
import { mostDocumentBytes } from '../stated/document-size.ts';
import { type LimitedLeads, withinLimits } from '../stated/lead-limits.ts';
import type { RawLead } from '../stated/stated-lead.ts';
import { adf } from './adf.contract.ts';
import { leadFields } from './lead-fields.ts';
import { leadJson } from './lead-json.contract.ts';
import { aapLeadJson } from './lead-json-aap.contract.ts';

/** In the order in which they are asked: ADF takes what is left of XML, our own form what is left of JSON. */
const dialects: readonly Dialect<RawLead>[] = [aapLeadJson, leadJson, adf];

const readDocument = documentReader({ mostBytes: mostDocumentBytes, dialects, fields: leadFields });

/** Reads the body of `POST /v1/leads` into leads as stated, within the limits of all dialects; words for nothing are left out. */
export function readLeads(
  bytes: Uint8Array,
  contentType: ContentType,
  nothing?: NothingWords,
): LimitedLeads | Exclude<Reading<RawLead>, { kind: 'ok' }> {
  const reading = readDocument(bytes, contentType, nothing);
  return reading.kind === 'ok' ? withinLimits(reading.things) : reading;
}
