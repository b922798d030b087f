import type { Dialect, XmlDocument } from '../../intake/document/dialect.ts';
import type { Element } from '../../intake/document/element.ts';
import type { Reading } from '../../intake/document/reading.ts';
import type { RawLead } from '../stated/stated-lead.ts';
import { leadOf } from './adf-prospect.ts';

/** A document of this many prospects is a batch; a larger one would not be stored within one request's time. */
const mostProspects = 100;

/** ADF 1.0, one or more prospects; XML that is no ADF is taken for a document without any. */
export const adf: Dialect<RawLead, XmlDocument> = {
  name: 'ADF 1.0',
  envelopes: { prospect: 'adf' },
  recognises: (document) => document.kind === 'xml',
  read: ({ root }) => readProspects(prospectsIn(root)),
};

function readProspects(prospects: readonly Element[]): Reading<RawLead> {
  if (prospects.length === 0 || prospects.length > mostProspects) {
    return {
      kind: 'invalid',
      errors: [{ path: 'adf.prospect', message: `must be there 1 to ${mostProspects} times` }],
    };
  }
  return { kind: 'ok', things: prospects.map(leadOf) };
}

/** The prospects of a document, whatever envelope they came in. */
function prospectsIn(element: Element): readonly Element[] {
  return element.name === 'prospect'
    ? [element]
    : element.children.filter((child) => typeof child !== 'string').flatMap(prospectsIn);
}
