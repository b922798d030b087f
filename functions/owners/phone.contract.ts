import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { stated } from '../intake/document/stated.ts';
import { countryOf } from './country.ts';
import type { Phone } from './person.ts';

/** No area code of the North American plan begins with 0 or 1 (nanpa.com): such numbers are typed to get past a form. */
const noAreaCode = /^\+1[01]/;

/**
 * Numbers with their E.164 form, as they are dialled in the first of these countries that is one (name or ISO code): the
 * customer's, else the dealer's. Without it stay national numbers of no known country, and lengths that do not exist.
 */
export function inE164(phones: readonly Phone[], ...countries: readonly (string | undefined)[]): readonly Phone[] {
  const region = countries.map(regionOf).find((code) => code !== undefined);
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
