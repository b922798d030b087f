/** Names people write for a country beside its English, own-language and ISO alpha-2 ones: alpha-3 codes and short forms. */
const aliases: Readonly<Record<string, string>> = {
  usa: 'US',
  america: 'US',
  'united states of america': 'US',
  can: 'CA',
  mex: 'MX',
  méxico: 'MX',
  gbr: 'GB',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  deu: 'DE',
  deutschland: 'DE',
  aut: 'AT',
  österreich: 'AT',
  che: 'CH',
  schweiz: 'CH',
  suisse: 'CH',
  fra: 'FR',
  ita: 'IT',
  italia: 'IT',
  esp: 'ES',
  españa: 'ES',
  prt: 'PT',
  bel: 'BE',
  belgië: 'BE',
  belgique: 'BE',
  nld: 'NL',
  nederland: 'NL',
  holland: 'NL',
  aus: 'AU',
  nzl: 'NZ',
  arg: 'AR',
  bra: 'BR',
  brasil: 'BR',
};

/** The ISO 3166-1 alpha-2 code of a country written as a code or a name; undefined when it names none. */
export function countryOf(text: string | undefined): string | undefined {
  const word = text?.trim().toLowerCase().replaceAll('.', '') ?? '';
  if (/^[a-z]{2}$/.test(word)) {
    return Object.hasOwn(aliases, word) ? aliases[word] : word.toUpperCase();
  }
  return Object.hasOwn(aliases, word) ? aliases[word] : byEnglishName().get(word);
}

let names: ReadonlyMap<string, string> | undefined;

/** Made at the first name looked up: most leads state a code, or no country, and the names cost 7 ms to load. */
function byEnglishName(): ReadonlyMap<string, string> {
  names ??= namesInEnglish();
  return names;
}

function namesInEnglish(): ReadonlyMap<string, string> {
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return new Map(
    letters
      .flatMap((first) => letters.map((second) => first + second))
      .flatMap((code) => {
        const name = english.of(code);
        return name === undefined ? [] : [[name.toLowerCase(), code] as const];
      }),
  );
}
