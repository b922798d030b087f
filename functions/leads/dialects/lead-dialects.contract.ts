import type { Dialect } from '../../intake/document/dialect.ts';
import { documentReader } from '../../intake/document/document.contract.ts';
import { mostDocumentBytes } from '../stated/document-size.ts';
import type { RawLead } from '../stated/stated-lead.ts';
import { adf } from './adf.contract.ts';
import { leadJson } from './lead-json.contract.ts';
import { aapLeadJson } from './lead-json-aap.contract.ts';

/** In the order in which they are asked: ADF takes what is left of XML, our own form what is left of JSON. */
const dialects: readonly Dialect<RawLead>[] = [aapLeadJson, leadJson, adf];

/** Reads the body of `POST /v1/leads` into leads as stated. */
export const readLeads = documentReader({ mostBytes: mostDocumentBytes, dialects });
