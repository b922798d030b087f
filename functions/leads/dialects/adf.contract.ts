import type { Dialect, XmlDocument } from '../../intake/document/dialect.ts';
import { type Element, elementsOf, partsOf } from '../../intake/document/element.ts';
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

/** The prospects of a document, whatever envelope they came in, each with what stands beside it and is its own. */
function prospectsIn(element: Element): readonly Element[] {
  if (element.name === 'prospect') return [element];
  const parts = partsOf(element).map((part) => ({ part, prospects: prospectsIn(part) }));
  const prospects = parts.flatMap((each) => each.prospects);
  // So many are refused.
  if (prospects.length > mostProspects) return prospects;
  const beside = parts.filter((each) => each.prospects.length === 0).map(({ part }) => part);
  return prospects.map((prospect, nth) => ({
    ...prospect,
    children: [...prospect.children, ...lacking(prospect, ofProspect(beside, nth, prospects.length))],
  }));
}

/** What is shared by all prospects that stand together. */
const shared = ['vendor', 'provider'];
/** An id is not among them: it may be the transmission's. */
const ownOfOne = [...shared, 'customer', 'vehicle', 'vehicles', 'trade', 'tradein', 'comments', 'requestdate'];

/**
 * What beside the prospects belongs to the nth of them: where it is the only one, all that a prospect has; else a vendor
 * or provider, if there is one for all or one for each.
 */
function ofProspect(beside: readonly Element[], nth: number, prospects: number): readonly Element[] {
  if (prospects === 1) return beside.filter(({ name }) => ownOfOne.includes(name));
  return shared.flatMap((name) => {
    const all = beside.filter((each) => each.name === name);
    return all.length === prospects ? all.slice(nth, nth + 1) : all.slice(0, all.length === 1 ? 1 : 0);
  });
}

function lacking(prospect: Element, beside: readonly Element[]): readonly Element[] {
  return beside.filter(({ name }) => elementsOf(prospect, name).length === 0);
}
