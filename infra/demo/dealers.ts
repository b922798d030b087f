import type { Dealer } from '../../functions/dealers/dealer/dealer.ts';
import type { Person, PersonId } from '../../functions/dealers/people/person.ts';
import type { DealerId } from '../../functions/platform/tenant.ts';

/** The two stores of the demo: New York time, Monday to Friday nine to five. */
export const demoDealers: readonly Dealer[] = [
  dealer('dealer-1', 'Lakeside Motors'),
  dealer('dealer-2', 'Harbor Auto'),
];

function dealer(dealerId: string, name: string): Dealer {
  return {
    dealerId: dealerId as DealerId,
    version: 1,
    updatedAt: '2026-01-01T00:00:00.000Z',
    name,
    timeZone: 'America/New_York',
    country: 'US',
    hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], open: '09:00', close: '17:00' }],
    holidays: [],
    exceptions: [],
    people: [
      person(dealerId, 'salesperson-1', 'salesperson'),
      person(dealerId, 'salesperson-2', 'salesperson'),
      person(dealerId, 'sales-manager', 'sales-manager'),
      person(dealerId, 'general-manager', 'general-manager'),
    ],
    mailDomains: [`${dealerId}.example`],
    district: { id: 'district-east', name: 'District East', email: 'district-east@oem.example' },
  };
}

function person(dealerId: string, id: string, role: string): Person {
  const words = id.split('-').join(' ');
  return {
    id: id as PersonId,
    name: words.charAt(0).toUpperCase() + words.slice(1),
    role,
    email: `${id}@${dealerId}.example`,
  };
}
