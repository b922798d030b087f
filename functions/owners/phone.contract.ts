import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { stated } from '../intake/document/stated.ts';
import { inAsciiDigits } from '../platform/digits.ts';
import { countryOf, statesCountry } from './country.contract.ts';
import type { Phone } from './person.ts';
import { cutBetween, type FoundNumber, numbersIn } from './phone-field.ts';
import { renumbered } from './renumbering.ts';

/** No area code of the North American plan begins with 0 or 1 (nanpa.com): such numbers are typed to get past a form. */
const noAreaCode = /^\+1[01]/;

/** Most numbers of a person, as many as a list of a lead may have; beyond them fields are no longer cut. */
const mostNumbers = 50;

/**
 * Numbers with their E.164 form, as they are dialled in the customer's country (name or ISO code), and in the dealer's only
 * where the customer states none. Without it stay national numbers of no known country, and lengths that do not exist. Of
 * a field with several numbers each becomes a phone of its own, with its part of the text.
 */
export function inE164(phones: readonly Phone[], country: string | undefined, dealers?: string): readonly Phone[] {
  const region = regionOf(statesCountry(country) ? country : dealers);
  const read = phones.map((phone) => ({ phone, numbers: numbersOf(phone.raw, region) }));
  const several = read.flatMap(({ phone, numbers }) => apart(phone, numbers));
  if (several.length <= Math.max(mostNumbers, phones.length)) return several;
  return read.map(({ phone, numbers }) => stated<Phone>({ ...phone, e164: numbers[0]?.e164 }));
}

function apart(phone: Phone, numbers: readonly FoundNumber[]): readonly Phone[] {
  const different = numbers.filter(({ e164 }, at) => numbers.findIndex((each) => each.e164 === e164) === at);
  if (different.length < 2) return [stated<Phone>({ ...phone, e164: numbers[0]?.e164 })];
  return cutBetween(phone.raw, different).map(({ raw, label }, at) =>
    stated<Phone>({ raw, type: phone.type ?? label, e164: different[at]?.e164 }),
  );
}

function numbersOf(raw: string, region: CountryCode | undefined): readonly FoundNumber[] {
  // A local number with its area beside it (RFC 3966) is one number in two places.
  const local = /^\s*tel:[^;]*;.*phone-context=/iu.test(raw) ? possible(inAsciiDigits(raw.trim()), region) : undefined;
  if (local !== undefined) return [{ start: 0, end: raw.length, e164: local }];
  const found = numbersIn(raw, (dialled) => e164Of(dialled, region));
  const abroad = countryAbroad(found, region);
  if (abroad === undefined) return found;
  // Who writes a number with its country's code writes another one beside it as it is dialled there, from its trunk's 0 on.
  const there = (dialled: string) => (/^0[1-9]/.test(dialled) ? e164Of(dialled, abroad) : undefined);
  return numbersIn(raw, (dialled) => e164Of(dialled, region) ?? there(dialled));
}

/** The country of a field's numbers, where that is not the region. */
function countryAbroad(numbers: readonly FoundNumber[], region: CountryCode | undefined): CountryCode | undefined {
  return numbers
    .map(({ e164 }) => parsePhoneNumberFromString(e164)?.country)
    .find((country) => country !== undefined && country !== region);
}

/**
 * As it is dialled in the region; else with an international prefix that is not the region's own: 00 almost everywhere,
 * 011 in North America (elsewhere only before the region's own code: it may be an area), or none before that code.
 */
function e164Of(dialled: string, region: CountryCode | undefined): string | undefined {
  // No country's code begins with 0: behind the plus that is a prefix for abroad, or a number as it is dialled at home.
  if (/^\+0(?!0|11)/.test(dialled)) return region === undefined ? undefined : e164Of(dialled.slice(1), region);
  if (dialled.startsWith('+')) return possible(dialled.replace(/^\+(?:011|00+)/, '+'), undefined);
  const abroad = dialled.startsWith('00') ? possible(dialled.replace('00', '+'), undefined) : undefined;
  if (region === undefined) return abroad;
  const own = `+${getCountryCallingCode(region)}`;
  const inRegion = possible(dialled, region);
  if (inRegion?.startsWith(own) === false) return inRegion;
  const atHome = [dialled.replace(/^011/, '+'), `+${dialled}`].map((number) =>
    number.startsWith(own) ? possible(number, undefined) : undefined,
  );
  return abroad ?? atHome[0] ?? inRegion ?? atHome[1];
}

/** The number where its length exists: lengths hold for decades, the list of area codes in use grows every year. */
function possible(text: string, region: CountryCode | undefined): string | undefined {
  const written = parsePhoneNumberFromString(text, region === undefined ? {} : { defaultCountry: region });
  const now = written && renumbered(written.number);
  const number = now === written?.number ? written : parsePhoneNumberFromString(now ?? '');
  return number?.isPossible() && !noAreaCode.test(number.number) ? number.number : undefined;
}

function regionOf(country: string | undefined): CountryCode | undefined {
  const code = countryOf(country);
  return code !== undefined && isSupportedCountry(code) ? code : undefined;
}
