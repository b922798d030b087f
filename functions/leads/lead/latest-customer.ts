import type { Customer } from '../stated/stated-lead.ts';
import { canonicalJson } from './canonical-json.ts';

/** What later requests stated of the customer otherwise: of each the newest, of ways to reach them all, the newest first; `at` is the newest request's. */
export interface LatestCustomer extends Partial<Omit<Customer, 'unusableEmails' | 'unusablePhones'>> {
  readonly at: string;
}

interface KnownCustomer {
  readonly customer: Customer;
  readonly latestCustomer?: LatestCustomer;
}

/** More ways than anybody is reached by: a lead holds no more of the newest, its resubmission has them all. */
const mostWays = 10;

/** What somebody is called; one thing, in however many fields: half of one name beside half of another is nobody. */
type Names = Pick<Customer, 'firstName' | 'lastName' | 'fullName'>;

/** The names that are stated. */
function namesOf({ firstName, lastName, fullName }: Names): Names {
  return {
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    ...(fullName !== undefined && { fullName }),
  };
}

function isNamed(person: Names): boolean {
  return Object.keys(namesOf(person)).length > 0;
}

/** What is known of somebody, with what is newer over it, whose names take the place of all names before. */
function withNewer<Known extends Names, Newer extends Names>(known: Known, newer: Newer) {
  const { firstName: _, lastName: __, fullName: ___, ...nameless } = known;
  return isNamed(newer) ? { ...nameless, ...newer } : { ...known, ...newer };
}

/** The customer as the newest requests state them: whom to answer, and where. */
export function customerOf({ customer, latestCustomer }: KnownCustomer): Customer {
  if (!latestCustomer) return customer;
  const { at: _, ...latest } = latestCustomer;
  return withNewer(customer, latest);
}

/** What a request states of its customer that was not known so; undefined where that is nothing. What is left out says nothing. */
export function statedOtherwise(lead: KnownCustomer, stated: Customer): Partial<Customer> | undefined {
  const known: Readonly<Record<string, unknown>> = { ...customerOf(lead) };
  const names = namesOf(stated);
  const hasOtherName = canonicalJson(names) !== canonicalJson(namesOf(customerOf(lead)));
  const other = Object.entries(stated).filter(([field, value]) => {
    if (field in names) return hasOtherName;
    return !isNothing(value) && canonicalJson(value) !== canonicalJson(known[field] ?? null);
  });
  return other.length === 0 ? undefined : (Object.fromEntries(other) as Partial<Customer>);
}

/** The same once a request at an instant (ISO text) stated some otherwise; one told late replaces nothing newer. */
export function addLatest(
  latest: LatestCustomer | undefined,
  { unusableEmails: _, unusablePhones: __, ...stated }: Partial<Customer>,
  at: string,
): LatestCustomer | undefined {
  const isLate = latest !== undefined && latest.at > at;
  const inOrder = <Way>(now: readonly Way[], before: readonly Way[] = []) =>
    isLate ? [...before, ...now] : [...now, ...before];
  const { emails, phones } = stated;
  // The newest first: who gave a number and then an address is still reached by both.
  const ways = {
    ...(emails && { emails: eachOnce(inOrder(emails, latest?.emails), (email) => email.toLowerCase()) }),
    ...(phones && { phones: eachOnce(inOrder(phones, latest?.phones), ({ e164, raw }) => e164 ?? raw) }),
  };
  if (Object.keys(stated).length === 0) return latest;
  return isLate ? { ...withNewer(stated, latest), ...ways } : { ...withNewer(latest ?? {}, stated), ...ways, at };
}

/** Each once, the newest spelling of it; a lead holds no more than so many. */
function eachOnce<Way>(ways: readonly Way[], keyOf: (way: Way) => string): readonly Way[] {
  const keys = ways.map(keyOf);
  return ways.filter((_, position) => keys.indexOf(keys[position] ?? '') === position).slice(0, mostWays);
}

function isNothing(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
