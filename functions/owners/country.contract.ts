import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { isMergeField } from '../intake/document/stated.ts';
import { countryByName, type KnownNames } from './country-name.ts';

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
  return byCode().get(code) ?? countryByName(text, namesKnown);
}

let known: ReadonlyMap<string, string> | undefined;

/** By alpha-2, alpha-3 and number; made at the first country stated. */
function byCode(): ReadonlyMap<string, string> {
  known ??= new Map(
    codes.flatMap(([alpha2 = '', alpha3 = '', number = '']) => [alpha2, alpha3, number].map((code) => [code, alpha2])),
  );
  return known;
}

/** All countries, and what the English call one beside CLDR's name: ISO's own and others. */
function namesKnown(): KnownNames {
  const names = Object.entries(english.countries as Readonly<Record<string, string | readonly string[]>>);
  return {
    codes: new Set(byCode().values()),
    english: names.flatMap(([code, all]) => [all].flat().map((name) => [name, code] as const)),
  };
}
