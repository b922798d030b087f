import { attributeOf, type Element, elementsOf, firstText, valueIn } from '../../intake/document/element.ts';
import { stated } from '../../intake/document/stated.ts';
import { type Phone, statedPerson } from '../../owners/person.ts';
import type { Customer, RawLead } from '../stated/stated-lead.ts';
import { nameIn, type PersonName } from './adf-name.ts';

/** The people of a prospect: the one it is about, and those that it names beside them. */
export function peopleOf(prospect: Element): Pick<RawLead, 'customer' | 'otherContacts'> {
  const { own, others } = contactsOf(prospect);
  const otherContacts = others.map((contact) => personOf([contact])).filter(saysSomething);
  return { customer: personOf(own), ...(otherContacts.length > 0 && { otherContacts }) };
}

function personOf(contacts: readonly Element[]): Customer {
  const addresses = contacts.flatMap((contact) => [...elementsOf(contact, 'address'), contact]);
  const place = (...names: readonly string[]) =>
    addresses.map((address) => firstText(address, ...names)).find((text) => text !== undefined);
  const ways = contacts.flatMap((contact) => elementsOf(contact, 'email', 'phone'));
  return statedPerson<Customer>({
    ...nameOf(contacts),
    emails: ways.filter((way) => way.name === 'email').map(valueIn),
    phones: ways.filter((way) => way.name === 'phone').map(phoneOf),
    city: place('city'),
    region: place('regioncode', 'region', 'state', 'province'),
    postalCode: place('postalcode', 'zip', 'zipcode', 'postcode'),
    country: place('country'),
    preferredContact: ways.find(isPreferred)?.name ?? firstText(contacts[0], 'preferredcontact'),
  });
}

function saysSomething(person: Customer): boolean {
  return Object.values(person).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined));
}

/**
 * The customer's contact: the primary one, else the first, with those that carry no other name. A second name is
 * another person (a spouse, a referrer): that one's address must never become a way to the first.
 */
function contactsOf(prospect: Element): { readonly own: readonly Element[]; readonly others: readonly Element[] } {
  const customers = elementsOf(prospect, 'customer');
  const holders = customers.length > 0 ? customers : [prospect];
  // What stands beside a contact is of nobody else, if no other name does.
  const contacts = [...holders.flatMap((holder) => elementsOf(holder, 'contact')), ...holders];
  const primary = contacts.find((contact) => isYes(attributeOf(contact, 'primarycontact'))) ?? contacts[0];
  const name = primary === undefined ? '' : signature(nameIn(primary));
  const isOwn = (contact: Element) => contact === primary || [name, ''].includes(signature(nameIn(contact)));
  const own = contacts.filter(isOwn).sort((a, b) => Number(b === primary) - Number(a === primary));
  return { own, others: contacts.filter((contact) => !isOwn(contact)) };
}

function nameOf(contacts: readonly Element[]): PersonName {
  return contacts.map(nameIn).find((name) => signature(name) !== '') ?? {};
}

function signature(name: PersonName): string {
  return [name.firstName, name.lastName, name.fullName].join(' ').trim().toLowerCase();
}

function phoneOf(phone: Element): Phone {
  const extension = attributeOf(phone, 'extension') ?? attributeOf(phone, 'ext');
  const raw = [valueIn(phone), ...(extension === undefined ? [] : [`x${extension}`])].join(' ');
  return stated<Phone>({ raw, type: attributeOf(phone, 'type') });
}

function isPreferred(way: Element): boolean {
  return isYes(attributeOf(way, 'preferredcontact')) && valueIn(way) !== '';
}

function isYes(value: string | undefined): boolean {
  return ['1', 'yes', 'true'].includes(value?.toLowerCase() ?? '');
}
