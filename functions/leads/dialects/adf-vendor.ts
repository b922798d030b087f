import { type Element, elementsOf, firstText, partsOf, valueIn } from '../../intake/document/element.ts';
import { labelOf } from './adf-name.ts';

/** What a vendor block calls the dealer, as it is written. */
interface Vendor {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** Longest that a dealer can be called; what is longer names none. */
const longest = 200;

/** The ids and names of the vendor blocks of a prospect, each once. Whose an id is, only we can say: a portal has ids of its own. */
export function vendorOf(prospect: Element): Vendor {
  const vendors = elementsOf(prospect, 'vendor', 'dealer');
  const ids = vendors.flatMap((vendor) => [
    ...elementsOf(vendor, 'id').map(valueIn),
    firstText(vendor, 'id', 'vendorid', 'dealerid', 'dealercode', 'vendorcode'),
  ]);
  const names = vendors.flatMap((vendor) => [
    firstText(vendor, 'vendorname', 'dealername', 'dealershipname'),
    labelOf(vendor),
    ...(partsOf(vendor).length === 0 ? [valueIn(vendor)] : []),
  ]);
  const people = vendors.flatMap((vendor) => elementsOf(vendor, 'contact')).map(labelOf);
  const stated = eachOnce(names);
  return { ids: eachOnce(ids), names: stated.length > 0 ? stated : eachOnce(people) };
}

function eachOnce(texts: readonly (string | undefined)[]): readonly string[] {
  const stated = texts.filter((text) => text !== undefined && text !== '' && text.length <= longest);
  return [...new Set(stated as readonly string[])].slice(0, 3);
}
