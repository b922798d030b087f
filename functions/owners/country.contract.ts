import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { isMergeField } from '../intake/document/stated.ts';
import { countryByName } from './country-name.ts';

/** Whether a text in a country's field states one, understood or not: it has a letter or a digit, and is no merge field. */
export function statesCountry(text: string | undefined): text is string {
  return text !== undefined && /[\p{L}\p{N}]/u.test(text) && !isMergeField(text.trim());
}

/**
 * The ISO 3166-1 alpha-2 code of a country written as one of ISO's codes (TR, TUR, 792) or as a name, in whatever language
 * the runtime knows (Turkey, Türkiye, Turquie); undefined when it names none.
 */
export function countryOf(text: string | undefined): string | undefined {
  if (!statesCountry(text)) return undefined;
  const code = text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
  return byCode().get(code) ?? countryByName(text, englishNames);
}

let known: ReadonlyMap<string, string> | undefined;

/** By alpha-2, alpha-3 and number; made at the first country stated. */
function byCode(): ReadonlyMap<string, string> {
  known ??= new Map(
    codes.flatMap(([alpha2 = '', alpha3 = '', number = '']) => [alpha2, alpha3, number].map((code) => [code, alpha2])),
  );
  return known;
}

/** ISO's own English names and what else the English call a country, each with its code. */
function englishNames(): readonly (readonly [name: string, code: string])[] {
  return Object.entries(english.countries as Readonly<Record<string, string | readonly string[]>>).flatMap(
    ([code, names]) => [names].flat().map((name) => [name, code] as const),
  );
}
