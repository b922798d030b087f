import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { stated } from '../intake/document/stated.ts';
import { countryOf, statesCountry } from './country.contract.ts';
import type { Phone } from './person.ts';

/** No area code of the North American plan begins with 0 or 1 (nanpa.com): such numbers are typed to get past a form. */
const noAreaCode = /^\+1[01]/;

/**
 * Numbers with their E.164 form, as they are dialled in the customer's country (name or ISO code), and in the dealer's only
 * where the customer states none. Without it stay national numbers of no known country, and lengths that do not exist.
 */
export function inE164(phones: readonly Phone[], country: string | undefined, dealers?: string): readonly Phone[] {
  const region = regionOf(statesCountry(country) ? country : dealers);
  return phones.map((phone) => stated<Phone>({ ...phone, e164: e164Of(phone.raw, region) }));
}

function e164Of(raw: string, region: CountryCode | undefined): string | undefined {
  const number = parsePhoneNumberFromString(raw, region === undefined ? {} : { defaultCountry: region });
  // Possible, not valid: lengths hold for decades, the list of area codes in use grows every year.
  return number?.isPossible() && !noAreaCode.test(number.number) ? number.number : undefined;
}

function regionOf(country: string | undefined): CountryCode | undefined {
  const code = countryOf(country);
  return code !== undefined && isSupportedCountry(code) ? code : undefined;
}
