import { attributeOf, type Element, elementsOf, firstText, textIn } from '../../intake/document/element.ts';
import { stated } from '../../intake/document/stated.ts';
import { type Phone, statedPerson } from '../../owners/person.ts';
import type { Customer } from '../stated/stated-lead.ts';
import { nameIn, type PersonName } from './adf-name.ts';

/** The person a prospect is about. */
export function customerOf(prospect: Element): Customer {
  const contacts = contactsOf(prospect);
  const address = contacts.flatMap((contact) => elementsOf(contact, 'address'))[0];
  const ways = contacts.flatMap((contact) => elementsOf(contact, 'email', 'phone'));
  return statedPerson<Customer>({
    ...nameOf(contacts),
    emails: ways.filter((way) => way.name === 'email').map(textIn),
    phones: ways.filter((way) => way.name === 'phone').map(phoneOf),
    city: firstText(address, 'city'),
    region: firstText(address, 'regioncode', 'region', 'state', 'province'),
    postalCode: firstText(address, 'postalcode', 'zip', 'zipcode', 'postcode'),
    country: firstText(address, 'country'),
    preferredContact: ways.find(isPreferred)?.name ?? firstText(contacts[0], 'preferredcontact'),
  });
}

/**
 * The customer's contact: the primary one, else the first, with those that carry no other name. A second name is
 * another person (a spouse, a referrer): that one's address must never become a way to the first.
 */
function contactsOf(prospect: Element): readonly Element[] {
  const holders = elementsOf(prospect, 'customer');
  const nested = (holders.length > 0 ? holders : [prospect]).flatMap((holder) => elementsOf(holder, 'contact'));
  const contacts = nested.length > 0 ? nested : holders;
  const primary = contacts.find((contact) => isYes(attributeOf(contact, 'primarycontact'))) ?? contacts[0];
  const own = primary === undefined ? '' : signature(nameIn(primary));
  return contacts
    .filter((contact) => contact === primary || [own, ''].includes(signature(nameIn(contact))))
    .sort((a, b) => Number(b === primary) - Number(a === primary));
}

function nameOf(contacts: readonly Element[]): PersonName {
  return contacts.map(nameIn).find((name) => signature(name) !== '') ?? {};
}

function signature(name: PersonName): string {
  return [name.firstName, name.lastName, name.fullName].join(' ').trim().toLowerCase();
}

function phoneOf(phone: Element): Phone {
  return stated<Phone>({ raw: textIn(phone), type: attributeOf(phone, 'type') });
}

function isPreferred(way: Element): boolean {
  return isYes(attributeOf(way, 'preferredcontact')) && textIn(way) !== '';
}

function isYes(value: string | undefined): boolean {
  return ['1', 'yes', 'true'].includes(value?.toLowerCase() ?? '');
}
