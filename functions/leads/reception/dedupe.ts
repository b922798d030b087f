import type { RawLead } from '../stated/stated-lead.ts';

/**
 * What a lead says, as one canonical text for hashing: the same statement gives the same text whatever the order, case
 * of tags, encoding or white space it came in. Taken before normalisation, so that a dealer's later move to another
 * zone changes no hash; the dealer itself belongs to the key it is kept under.
 */
export function contentOf(lead: RawLead): string {
  const { source, customer, vehiclesOfInterest, tradeIns, message, requestedAtStated, appointment, consents } = lead;
  return canonicalJson({
    source,
    customer,
    vehiclesOfInterest,
    tradeIns,
    message,
    requestedAtStated,
    appointment,
    consents,
  });
}

/** System and id under which the provider itself knows this lead, for hashing; undefined when it gave no id of proof. */
export function providerKeyOf({ source, providerId }: RawLead): string | undefined {
  return providerId === undefined ? undefined : JSON.stringify([source.system.toLowerCase(), providerId]);
}

/** JSON with keys in code unit order, at every depth. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? sortKeys(part) : part));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortKeys(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
