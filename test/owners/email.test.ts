import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailsIn, foldEmail, isNoAddress } from '../../functions/owners/email.ts';

describe('the addresses in a field', () => {
  test.each([
    ["'Elsa.Fink@mail.example'"],
    ['"Elsa.Fink@mail.example"'],
    ['‘Elsa.Fink@mail.example’'],
    ['“Elsa.Fink@mail.example”'],
    ['„Elsa.Fink@mail.example“'],
    ['«Elsa.Fink@mail.example»'],
    ['`Elsa.Fink@mail.example`'],
    ['*Elsa.Fink@mail.example*'],
    ['<Elsa.Fink@mail.example>'],
    ['(Elsa.Fink@mail.example)'],
    ['[Elsa.Fink@mail.example](mailto:Elsa.Fink@mail.example)'],
    ['<a href="mailto:Elsa.Fink@mail.example">Elsa.Fink@mail.example</a>'],
    ['mailto:Elsa.Fink@mail.example'],
    ['MAILTO:Elsa.Fink@mail.example?subject=Your%20car'],
    ['smtp:Elsa.Fink@mail.example'],
    ['E-mail: Elsa.Fink@mail.example'],
    ['Elsa Fink <Elsa.Fink@mail.example>'],
    ['"Fink, Elsa" <Elsa.Fink@mail.example>'],
    ['Elsa.Fink@mail.example (home)'],
    ['"Elsa.Fink"@mail.example'],
    ["'Elsa.Fink'@mail.example"],
    ['Elsa.Fink@mail.example.'],
    ['Elsa.Fink@mail.example,'],
    ['Elsa.Fink@mail.example;'],
    ['Elsa.Fink@mail.example…'],
    ['Elsa.Fink@mail.example!'],
    ['Elsa.Fink @ mail.example'],
    ['Elsa.Fink@ mail.example'],
    ['Elsa.Fink\u00a0@mail.example'],
    ['Elsa.Fink@mail .example'],
    ['\u200bElsa.Fink@mail.example\ufeff'],
    ['Elsa.\u00adFink@mail.\u200dexample'],
    ['\u202aElsa.Fink@mail.example\u202c'],
    ['Elsa.Fink＠mail.example'],
    ['Elsa.Fink%40mail.example'],
    ['Elsa.Fink@mail.example elsa.fink@MAIL.example'],
  ])('%j are the one in it, as it is written', (text) => {
    expect(emailsIn(text).map(foldEmail)).toEqual(['elsa.fink@mail.example']);
    expect(emailsIn(text)[0]?.toLowerCase()).toBe('elsa.fink@mail.example');
  });

  test.each([
    ['a@mail.example, b@mail.example'],
    ['a@mail.example;b@mail.example'],
    ['a@mail.example / b@mail.example'],
    ['a@mail.example/b@mail.example'],
    ['a@mail.example|b@mail.example'],
    ['a@mail.example or b@mail.example'],
    ['a@mail.example\nb@mail.example'],
    ['Ann <a@mail.example>, Ben <b@mail.example>'],
  ])('%j are both', (text) => {
    expect(emailsIn(text)).toEqual(['a@mail.example', 'b@mail.example']);
  });

  test.each([
    ["o'hara@mail.example"],
    ['a.b+cars@mail.example'],
    ['x=y@mail.example'],
    ['_a-b_@mail.example'],
    ['a&b@mail.example'],
    ['renée@münchen.example'],
    ['用户@例え.example'],
    ['a@localhost'],
  ])('%j is one with nothing about it', (text) => {
    expect(emailsIn(text)).toEqual([text]);
  });

  test.each(['n/a', 'DNH', '@mail.example', 'a@', 'a@b@c', 'a@mail#b.example', 'call me @ 5pm', '{{email}}'])(
    '%j are none, and it says something',
    (text) => {
      expect(emailsIn(text)).toEqual([]);
      expect(isNoAddress(text)).toBe(true);
    },
  );

  test.each(['', '  ', 'mailto:', ' mailto: ', '\u200b\ufeff'])('%j are none, and it says nothing', (text) => {
    expect(emailsIn(text)).toEqual([]);
    expect(isNoAddress(text)).toBe(false);
  });

  test('are found in a long text in no time', () => {
    const texts = [' ', '@', '.', "'", '@ ', 'a@ ', '\u200b'].map((unit) => unit.repeat(250_000));
    const before = process.cpuUsage().user;
    for (const text of texts) emailsIn(`${text}x`);
    expect(process.cpuUsage().user - before).toBeLessThan(3_000_000);
  });
});

describe('two spellings of one mailbox', () => {
  test.each([
    ['elsa@münchen.example', 'elsa@xn--mnchen-3ya.example'],
    ['ELSA@MÜNCHEN.example', 'elsa@mu\u0308nchen.example'],
    ['elsa@例え。example', 'elsa@xn--r8jz45g.example'],
    ['rene\u0301e@mail.example', 'RENÉE@mail.example'],
    ['ｅｌｓａ@mail.example', 'elsa@mail.example'],
    ['el\u200bsa@mail.example', 'elsa@mail.example'],
    ['elsa@mail.example.', 'elsa@mail.example'],
  ])('%j and %j are compared alike', (one, other) => {
    expect(foldEmail(one)).toBe(foldEmail(other));
  });

  test.each([
    ['a.b@mail.example', 'ab@mail.example'],
    ['a+b@mail.example', 'a@mail.example'],
    ['a@mail.example', 'a@mail.example.net'],
    ['straße@mail.example', 'strasse@mail.example'],
  ])('are not %j and %j', (one, other) => {
    expect(foldEmail(one)).not.toBe(foldEmail(other));
  });
});

describe('whatever stands about an address', () => {
  const address = fc.constantFrom('elsa.k9a@mail.example', "o'hara+x@mail.example", 'ELSA@münchen.example');
  const about = fc.constantFrom(
    '',
    ' ',
    "'",
    '"',
    '“',
    '”',
    '’',
    '<',
    '>',
    '(',
    ')',
    '\u200b',
    '\u00a0',
    '\ufeff',
    ',',
    ';',
    '. ',
  );

  test('it is the same', () => {
    fc.assert(
      fc.property(address, fc.array(about), fc.array(about), (email, before, behind) => {
        const text = before.join('') + email + behind.join('');
        expect(emailsIn(text)).toEqual([email]);
      }),
    );
  });

  test('read again, it is the same', () => {
    const part = fc.constantFrom(
      'a',
      '@',
      '.',
      ' ',
      "'",
      '"',
      '<',
      '>',
      '/',
      '=',
      'mailto:',
      '%40',
      'ß',
      '\u200b',
      '。',
      'Ａ',
      '?',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const once = emailsIn(parts.join(''));
        expect(once.flatMap(emailsIn)).toEqual(once);
        expect(once.map(foldEmail).map(foldEmail)).toEqual(once.map(foldEmail));
      }),
      { numRuns: 2000 },
    );
  });
});

test('a field of one long word of any script, or with many dots or blanks, is read as what it is', () => {
  expect(emailsIn('是'.repeat(1950))).toEqual([]);
  expect(emailsIn(`${' '.repeat(5000)}ann @ mail.example`)).toEqual(['ann@mail.example']);
  expect(emailsIn(`ann@mail .example${' '.repeat(3000)}`)).toEqual(['ann@mail.example']);
  expect(foldEmail(`ann@mail.example${'.'.repeat(300)}`)).toBe('ann@mail.example');
  expect(foldEmail(`ann@a${'.'.repeat(300)}b`)).toBe(`ann@a${'.'.repeat(300)}b`);
});
