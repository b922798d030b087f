type NamedCountry = readonly [name: string, code: string];

/** ISO's countries, and names of theirs that CLDR does not have in English. */
export interface KnownNames {
  readonly codes: ReadonlySet<string>;
  readonly english: readonly NamedCountry[];
}

/**
 * What the English say for a country that neither ISO nor Unicode's CLDR calls so: the parts of the United Kingdom
 * (ISO 3166-2:GB) and two short forms.
 */
const partsAndShortForms: readonly NamedCountry[] = [
  ['England', 'GB'],
  ['Scotland', 'GB'],
  ['Wales', 'GB'],
  ['Northern Ireland', 'GB'],
  ['America', 'US'],
  ['Holland', 'NL'],
];

/**
 * The code of the country that a name means in the first language that knows it: English first (with the names given
 * beside CLDR's), then the languages of the most countries. Case, accents, dots and blanks do not matter.
 */
export function countryByName(text: string, known: () => KnownNames): string | undefined {
  catalogue ??= new Catalogue(known());
  const names = [text, ...inParts(text)].map(comparedName).filter((name) => name !== '');
  return names.map((name) => catalogue?.find(name)).find((code) => code !== undefined);
}

let catalogue: Catalogue | undefined;

/** A code, not a name: what is no code of ISO's is none in a language either (`EU` is short for America in one). */
const twoLetters = /^[a-z]{2}$/;

/** Names of countries, read language by language while a name is looked for: most leads state a code or an English name. */
class Catalogue {
  readonly #codes: ReadonlySet<string>;
  /** Undefined for a name that its language gives to several countries. */
  readonly #byName = new Map<string, string | undefined>();
  #unread: readonly string[] | undefined;

  constructor({ codes, english }: KnownNames) {
    this.#codes = codes;
    this.#add([...english, ...partsAndShortForms, ...namesIn('en', codes)]);
  }

  find(name: string): string | undefined {
    for (;;) {
      if (this.#byName.has(name)) return this.#byName.get(name);
      if (twoLetters.test(name)) return undefined;
      this.#unread ??= languagesOf(this.#codes);
      const [language, ...others] = this.#unread;
      if (language === undefined) return undefined;
      this.#add(namesIn(language, this.#codes));
      this.#unread = others;
    }
  }

  /** Adds the names of one language; one known before stays. */
  #add(names: readonly NamedCountry[]): void {
    for (const [name, meant] of Map.groupBy(names, ([each]) => comparedName(each))) {
      const [code, ...others] = new Set(meant.map(([, each]) => each));
      if (!this.#byName.has(name)) this.#byName.set(name, others.length === 0 ? code : undefined);
    }
  }
}

/** What a language calls each country, long and short, also without what it adds in brackets: `Myanmar (Burma)`. */
function namesIn(language: string, codes: ReadonlySet<string>): readonly NamedCountry[] {
  return (['long', 'short'] as const).flatMap((style) => {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none', style });
    return [...codes].flatMap((code) => {
      const name = names.of(code);
      if (name === undefined || twoLetters.test(comparedName(name))) return [];
      return [name, ...inParts(name)].map((each) => [each, code] as const);
    });
  });
}

/** The languages most spoken in some country, that of the most countries first; then every other that ISO 639-1 has a code for. */
function languagesOf(codes: ReadonlySet<string>): readonly string[] {
  const spoken = Map.groupBy(codes, (code) => {
    const { language, script } = new Intl.Locale(`und-${code}`).maximize();
    return `${language}-${script}`;
  });
  const byCountries = [...spoken].sort(([, some], [, others]) => others.length - some.length);
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const others = letters.flatMap((first) => letters.map((second) => first + second));
  return Intl.DisplayNames.supportedLocalesOf([...byCountries.map(([language]) => language), ...others]);
}

/** A name's text before its brackets, and within them. */
function inParts(name: string): readonly string[] {
  const [, before = '', within = ''] = /^([^(（]+)[(（]([^)）]+)[)）]/u.exec(name) ?? [];
  return [before, within].filter((part) => part !== '');
}

function comparedName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return plain.replace(/^\s*the\s/, '').replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
