import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { countryOf } from './country.ts';

/** No area code of the North American plan begins with 0 or 1 (nanpa.com): such numbers are typed to get past a form. */
const noAreaCode = /^\+1[01]/;

/**
 * A number in E.164, read as dialled in the customer's country, else in the store's (name or ISO code); undefined when
 * no country is known for a national number or the number has a length that does not exist there.
 */
export function e164Of(raw: string, ...countries: readonly (string | undefined)[]): string | undefined {
  const region = countries.map(regionOf).find((code) => code !== undefined);
  const number = parsePhoneNumberFromString(raw, region === undefined ? {} : { defaultCountry: region });
  // Possible, not valid: lengths hold for decades, the list of area codes in use grows every year.
  return number?.isPossible() && !noAreaCode.test(number.number) ? number.number : undefined;
}

function regionOf(country: string | undefined): CountryCode | undefined {
  const code = countryOf(country);
  return code !== undefined && isSupportedCountry(code) ? code : undefined;
}
