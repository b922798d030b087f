import type { Element } from '../../intake/document/element.ts';
import { textOf } from '../../intake/document/text.ts';
import { mendMarkup } from '../../intake/document/xml-markup.ts';
import { parseTree } from '../../intake/document/xml-tree.contract.ts';
import { mostDocumentBytes } from '../stated/document-size.ts';
import { type LeadReading, longListErrors } from '../stated/stated-lead.ts';
import { leadOf } from './adf-prospect.ts';

/** A document of this many prospects is a batch; a larger one would not be stored within one request's time. */
const mostProspects = 100;

/**
 * Reads an ADF 1.0 document of one or more prospects. Oversized, deeply nested and type-declaring documents are refused
 * before any parser sees them; messages never quote the document.
 */
export function readAdf(bytes: Uint8Array, { charset }: { readonly charset?: string | undefined } = {}): LeadReading {
  const text = bytes.length > mostDocumentBytes ? undefined : textOf(bytes, charset);
  // One byte of windows-1252 can become three, and what is read is stored as UTF-8.
  if (text === undefined || Buffer.byteLength(text) > mostDocumentBytes) {
    return { kind: 'refused', reason: 'size' };
  }
  const markup = mendMarkup(text, { prospect: 'adf' });
  if (markup.kind !== 'ok') {
    return markup;
  }
  const tree = parseTree(markup.text);
  if (tree.kind !== 'ok') {
    return tree;
  }
  const prospects = prospectsIn(tree.root);
  if (prospects.length === 0 || prospects.length > mostProspects) {
    return {
      kind: 'invalid',
      errors: [{ path: 'adf.prospect', message: `must be there 1 to ${mostProspects} times` }],
    };
  }
  const leads = prospects.map(leadOf);
  const errors = leads.flatMap(longListErrors);
  return errors.length > 0 ? { kind: 'invalid', errors } : { kind: 'ok', leads };
}

/** The prospects of a document, whatever envelope they came in. */
function prospectsIn(element: Element): readonly Element[] {
  return element.name === 'prospect'
    ? [element]
    : element.children.filter((child) => typeof child !== 'string').flatMap(prospectsIn);
}
