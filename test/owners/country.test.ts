import fc from 'fast-check';
import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { countryOf, statesCountry } from '../../functions/owners/country.contract.ts';

describe('a country', () => {
  test.each(codes)('is known by its codes: %s, %s, %s', (alpha2 = '', alpha3 = '', number = '') => {
    const written = [alpha2, alpha3, number, alpha2.toLowerCase(), ` ${alpha3.toLowerCase()} `];
    expect(written.map((code) => countryOf(code))).toEqual(written.map(() => alpha2));
  });

  test.each([
    ['TR', ['Turkey', 'Türkiye', 'Turkiye', 'TÜRKİYE', 'Turquie', 'Turquía', 'Türkei', 'トルコ', 'Турция', 'تركيا']],
    ['US', ['USA', 'U.S.A.', 'u. s. a.', 'U.S.', 'United States', 'The United States of America', 'America']],
    ['US', ['Estados Unidos', 'EE. UU.', 'EE.UU.', 'États-Unis', 'Etats Unis', 'EUA', 'United States (US)', '美国']],
    ['GB', ['UK', 'U.K.', 'Great Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland', 'Reino Unido']],
    ['DE', ['Deutschland', 'DEUTSCHLAND', 'Germany', 'Allemagne', 'Alemania', 'Niemcy', 'Германия', 'ألمانيا']],
    ['CH', ['Schweiz', 'Suisse', 'Svizzera', 'Switzerland']],
    ['NL', ['Nederland', 'The Netherlands', 'Holland', 'Pays-Bas']],
    ['IN', ['India', 'भारत', 'இந்தியா', 'Inde']],
    ['MM', ['Myanmar', 'Burma', 'Myanmar (Burma)']],
    ['CI', ['Côte d’Ivoire', "Cote d'Ivoire", 'Ivory Coast']],
    ['CZ', ['Czech Republic', 'Czechia', 'Česko']],
    ['VN', ['Viet Nam', 'Vietnam', 'Việt Nam']],
    ['LU', ['Luxembourg', 'Lëtzebuerg']],
    ['IE', ['Ireland', 'Éire']],
    ['EG', ['مصر', 'Egypt', 'Égypte']],
  ])('%s is known by what people call it: %j', (code, names) => {
    expect(names.map((name) => countryOf(name))).toEqual(names.map(() => code));
  });

  test.each(['Atlantis', 'XX', 'ZZ', 'EU', 'GER', '999', 'Congo', 'Korea', 'Springfield', '', ' '])(
    '%j is none that is known, now and after others were looked for',
    (text) => {
      expect(countryOf(text)).toBeUndefined();
      countryOf('Nowhere at all');
      expect(countryOf(text)).toBeUndefined();
    },
  );

  test.each([
    ['Atlantis', true],
    ['XX', true],
    ['', false],
    [' – ', false],
    ['{Country}', false],
    [undefined, false],
  ])('in a field that says %j is stated: %s', (text, is) => {
    expect(statesCountry(text)).toBe(is);
  });

  test('means the same in any case and with any dots and blanks', () => {
    const decoration = fc.constantFrom('', ' ', '.', '. ');
    const name = fc.constantFrom('USA', 'Turkey', 'Deutschland', 'United Kingdom', 'TUR', 'Brasil');
    fc.assert(
      fc.property(name, decoration, fc.boolean(), (country, between, loud) => {
        const dotted = [...country].join(between);
        expect(countryOf(loud ? dotted.toUpperCase() : dotted.toLowerCase())).toBe(countryOf(country));
      }),
    );
  });
});
