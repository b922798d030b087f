import { describe, expect, test } from 'vitest';
import { mailDomains } from '../../functions/dealers/people/mail-domain.contract.ts';
import { isInDomains, mailDomainOf } from '../../functions/dealers/people/mail-domain.ts';

test.each([
  ['harbor.example', 'harbor.example'],
  ['Harbor.EXAMPLE', 'harbor.example'],
  ['mail.harbor.example', 'mail.harbor.example'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['BÜCHER.example', 'xn--bcher-kva.example'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
  ['4-wheels.example', '4-wheels.example'],
  ['harbor.example.', undefined],
  ['.harbor.example', undefined],
  ['harbor..example', undefined],
  ['@harbor.example', undefined],
  ['ana@harbor.example', undefined],
  ['*.harbor.example', undefined],
  ['*', undefined],
  ['https://harbor.example', undefined],
  ['harbor.example/x', undefined],
  ['harbor.example:25', undefined],
  ['harbor.example\n', undefined],
  ['harbor example', undefined],
  ['harbor。example', undefined],
  ['harbor_motors.example', undefined],
  ['-harbor.example', undefined],
  ['harbor', undefined],
  ['example', undefined],
  ['10.0.0.1', undefined],
  ['0x7f.1', undefined],
  ['[::1]', undefined],
  [`${'a'.repeat(64)}.example`, undefined],
  ['', undefined],
])('as a domain %j is %j', (text, expected) => {
  expect(mailDomainOf(text)).toBe(expected);
});

describe('an address', () => {
  const domains = ['harbor.example', 'xn--bcher-kva.example'];

  test.each([
    'ana@harbor.example',
    'Ana.Ruiz@Harbor.Example',
    "ana.o'neil+leads@harbor.example",
    'ana@XN--BCHER-KVA.example',
  ])('of a domain is mailed: %s', (email) => {
    expect(isInDomains(email, domains)).toBe(true);
  });

  test.each([
    'ana@evil.example',
    'ana@mail.harbor.example',
    'ana@harbor.example.evil.example',
    'ana@evilharbor.example',
    'ana@evil.example@harbor.example',
    'ana@harbor.example@evil.example',
    '"ana@evil.example"@harbor.example',
    'ana%evil.example@harbor.example,x@evil.example',
    'ana%evil.example@harbor.example',
    'evil.example!ana@harbor.example',
    'ana@evil.example,bo@harbor.example',
    'ana@evil.example bo@harbor.example',
    'Ana <ana@harbor.example>',
    'ana@evil.example <ana@harbor.example>',
    'ana@harbor.example\r\nBcc: x@evil.example',
    'ana@harbor.example\n',
    'ana@harbor.example.',
    'ana@[10.0.0.1]',
    'ana@bücher.example',
    // The Kelvin sign, and a full stop of another script: folded they would read like the domain.
    'ana@xn--bcher-\u212Ava.example',
    'ana@harbor\u3002example',
    'harbor.example',
    '@harbor.example',
    'ana@',
    '',
  ])('of none is not: %j', (email) => {
    expect(isInDomains(email, domains)).toBe(false);
  });

  test('is mailed nowhere where there is no domain', () => {
    expect(isInDomains('ana@harbor.example', [])).toBe(false);
    expect(isInDomains('ana@', [''])).toBe(false);
  });
});

test('a list of domains is kept as mail servers write them, each fault at its place', () => {
  expect(mailDomains.parse(['Harbor.Example', 'bücher.example'])).toEqual(['harbor.example', 'xn--bcher-kva.example']);
  const faults = mailDomains.safeParse(['harbor.example', '*.harbor.example', 7]).error?.issues;
  expect(faults?.map(({ path }) => path)).toEqual([[1], [2]]);
  expect(mailDomains.safeParse(Array.from({ length: 51 }, (_, each) => `d${each}.example`)).success).toBe(false);
});
