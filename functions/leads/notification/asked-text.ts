import type { ShownLead } from '../lead/lead.ts';
import type { Customer, TradeIn, VehicleOfInterest } from '../stated/stated-lead.ts';

/** Longer than almost all; the rest is where the link leads. */
const longestMessage = 1000;
/** What somebody wrote before these is where the link leads. */
const mostResubmissions = 5;

/** Who asks for what. */
export function requestLines({
  customer,
  otherContacts = [],
  vehiclesOfInterest,
  tradeIns,
  appointment,
}: ShownLead): string[] {
  const others = otherContacts.flatMap((person) => nameOf(person) ?? []);
  return [
    `Customer: ${nameOf(customer) ?? 'no name given'}`,
    ...(others.length === 0 ? [] : [`Also named: ${others.join(', ')}`]),
    ...(customer.preferredContact === undefined ? [] : [`Prefers: ${customer.preferredContact}`]),
    ...vehiclesOfInterest.map((car) => `Asks about: ${askedFor(car)}`),
    ...tradeIns.map((car) => `Offers: ${nameOfCar(car)}`),
    ...(appointment === undefined
      ? []
      : [`Wants to come: ${[appointment.kind, appointment.at].filter(Boolean).join(', ')}`]),
  ];
}

/** How the customer is reached; where people open the lead, that is where they read it. */
export function wayLines({ customer }: ShownLead): string[] {
  const stated = waysOf(customer);
  return stated.length === 0 ? [] : [`Reach them: ${stated.join(', ')}`];
}

/** What the latest requests ask for besides, and how its customer is reached now, where that is another way than at first. */
export function latestLines(lead: ShownLead): string[] {
  const { customer, latestCustomer, resubmissions, vehiclesOfInterest } = lead;
  const { preferredContact } = latestCustomer ?? {};
  const firstAsked = vehiclesOfInterest.map(askedFor);
  const cars = resubmissions.slice(-mostResubmissions).flatMap((each) => each.vehiclesOfInterest.map(askedFor));
  const name = latestCustomer && nameOf(latestCustomer);
  const signed = name === undefined || name === nameOf(customer) ? undefined : name;
  const ways = latestWays(lead, signed ?? nameOf(customer));
  return [
    ...[...new Set(cars)].filter((car) => !firstAsked.includes(car)).map((car) => `Asks now about: ${car}`),
    ...(signed === undefined ? [] : [`Signs now as: ${signed}`]),
    ...(ways.length === 0 ? [] : [`Reach them now: ${ways.join(', ')}`]),
    ...(preferredContact === undefined ? [] : [`Prefers now: ${preferredContact}`]),
  ];
}

/**
 * The latest ways to reach the customer, each with the name under which it was stated where that is not `expected`: two
 * people may share an address, and whoever dials is to know whom to ask for.
 */
function latestWays(lead: ShownLead, expected: string | undefined): string[] {
  const { customer, latestCustomer, resubmissions } = lead;
  const names = new Map<string, string | undefined>();
  let current = nameOf(customer);
  for (const { customer: stated } of resubmissions) {
    current = (stated && nameOf(stated)) ?? current;
    for (const way of waysOf(stated ?? {})) names.set(way, current);
  }
  return waysOf(latestCustomer ?? {}).map((way) => {
    const name = names.get(way);
    return name === undefined || name === expected ? way : `${way} (${name})`;
  });
}

function waysOf({ phones = [], emails = [] }: Partial<Pick<Customer, 'phones' | 'emails'>>): string[] {
  return [...phones.map(({ raw }) => inOneLine(raw)), ...emails];
}

function askedFor(car: VehicleOfInterest): string {
  return `${nameOfCar(car)} (${[car.condition, car.interest].filter(Boolean).join(', ')})`;
}

/** What they wrote; a resubmission's words come last, as they were said last. */
export function wordParagraphs({ message, resubmissions }: ShownLead): string[] {
  return [message, ...resubmissions.slice(-mostResubmissions).map((each) => each.message)].flatMap((text) =>
    text === undefined ? [] : [`They wrote:\n${cut(text)}`],
  );
}

/** The first vehicle that is asked about. */
export function vehicleLines({ vehiclesOfInterest: [first] }: ShownLead): string[] {
  return first ? [`Vehicle: ${nameOfCar(first)}`] : [];
}

/** What somebody is called, in one line; undefined where no name is stated. */
export function nameOf({
  fullName,
  firstName,
  lastName,
}: Pick<Customer, 'fullName' | 'firstName' | 'lastName'>): string | undefined {
  const parts = [firstName, lastName].filter((part) => part !== undefined).join(' ');
  return inOneLine(fullName ?? parts) || undefined;
}

/** What a sender wrote as one line stays one: else it could write lines that look like the mail's own. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What a vehicle is called, in one line. */
export function nameOfCar({ year, make, model, trim, stockNumber, vin }: VehicleOfInterest | TradeIn): string {
  const named = [year, make, model, trim].filter((part) => part !== undefined).join(' ');
  return inOneLine(named || (stockNumber ?? vin ?? 'a vehicle'));
}

function cut(text: string): string {
  // No mail has half a character in it.
  return text.length > longestMessage ? `${text.slice(0, longestMessage).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
