import { describe, expect, test } from 'vitest';
import { adf, bytes, readAdf } from './adf-document.builders.ts';

const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));

describe('what never reaches the parser', () => {
  test.each([
    ['a document type', bytes('<!DOCTYPE adf><adf/>'), 'doctype'],
    ['one in small letters', bytes('<!doctype adf [<!entity x "y">]><adf>&x;</adf>'), 'doctype'],
    ['one with blanks', bytes('<! \n DOCTYPE adf><adf/>'), 'doctype'],
    ['one behind the prolog', bytes('<?xml version="1.0"?><!-- a --><!DOCTYPE adf><adf/>'), 'doctype'],
    ['one inside the document', bytes('<adf><!ENTITY x SYSTEM "file:///etc/passwd"></adf>'), 'doctype'],
    ['one in UTF-16 with a mark', utf16('\uFEFF<!DOCTYPE adf><adf/>'), 'doctype'],
    ['one in UTF-16 without a mark', utf16('<!DOCTYPE adf><adf/>'), 'doctype'],
    ['20,000 nested tags', bytes('<a>'.repeat(20_000) + '</a>'.repeat(20_000)), 'depth'],
    ['300 KB', new Uint8Array(300 * 1024).fill(0x20), 'size'],
    ['what outgrows the limit once decoded', new Uint8Array(200 * 1024).fill(0xe9), 'size'],
  ])('%s', (_case, document, reason) => {
    expect(readAdf(document)).toEqual({ kind: 'refused', reason });
  });

  test.each([
    [64, 'ok'],
    [65, 'refused'],
  ])('%d levels are %s', (levels, kind) => {
    const inner = levels - 4;
    const deep = `${'<b>'.repeat(inner)}x${'</b>'.repeat(inner)}`;
    expect(readAdf(bytes(adf(`<customer><comments>${deep}</comments></customer>`))).kind).toBe(kind);
  });

  test('more prospects than a request can store are not read', () => {
    expect(readAdf(bytes(`<adf>${'<prospect/>'.repeat(100)}</adf>`)).kind).toBe('ok');
    expect(readAdf(bytes(`<adf>${'<prospect/>'.repeat(101)}</adf>`)).kind).toBe('invalid');
  });
});

test.each([
  ['customer.phones', '<customer><contact>', '<phone>1</phone>', '</contact></customer>'],
  ['customer.emails', '<customer><contact>', '<email>a@b.example</email>', '</contact></customer>'],
  ['vehiclesOfInterest', '', '<vehicle status="new"/>', ''],
  ['tradeIns', '', '<vehicle interest="sell" status="new"/>', ''],
])('a flood of %s is no lead', (path, before, one, after) => {
  expect(readAdf(bytes(adf(before + one.repeat(50) + after))).kind).toBe('ok');
  expect(readAdf(bytes(adf(before + one.repeat(51) + after)))).toMatchObject({ kind: 'invalid', errors: [{ path }] });
});

describe('what is not well-formed', () => {
  test.each([
    ['a wrong end tag', '<adf>\n<prospect>\n</adf>', 'line 3, column 1'],
    ['a cut document', '<adf>\n<prospect>\n<custo', 'line 3, column 7'],
    ['a cut document between tags', '<adf>\n<prospect>\n', 'line 2, column 11'],
    ['no markup', 'secret text', 'line 1, column 1'],
    ['nothing', '', 'line 1, column 1'],
    ['text behind the end', '<adf></adf> secret', 'line 1, column 13'],
    ['a repeated attribute', '<adf a="1" a="secret"></adf>', undefined],
    ['a forbidden name', '<adf><constructor>secret</constructor></adf>', undefined],
    ['an open comment', '<adf><!-- secret </adf>', undefined],
    ['an open CDATA section', '<adf><![CDATA[ secret </adf>', undefined],
  ])('%s is malformed, with a place and without its text', (_case, document, path) => {
    const reading = readAdf(bytes(document));
    expect(reading).toMatchObject({ kind: 'malformed', errors: [path === undefined ? {} : { path }] });
    expect(JSON.stringify(reading)).not.toMatch(/secret|custo|prospect/);
  });

  test('line numbers count the prolog', () => {
    expect(readAdf(bytes('<?xml version="1.0"?>\n\n<?adf?>\n<adf>\n</b>'))).toMatchObject({
      errors: [{ path: 'line 5, column 1' }],
    });
  });
});

// Each of these costs a quadratic reader minutes; the limit is generous and only separates the two.
describe('a quarter of a megabyte of one thing', () => {
  const things = [
    '<',
    '<!',
    '<?',
    '<!--',
    '<![CDATA[',
    '<a ',
    '</a',
    '&',
    '&a',
    '"',
    "x='",
    'a=“',
    'a=1 ',
    ' ',
    '<b/>',
    '<?xml ',
  ];
  test.each(things)('%j', { timeout: 5_000 }, (thing) => {
    const many = thing.repeat(Math.floor(255_000 / bytes(thing).length));
    expect(readAdf(bytes(many)).kind).not.toBe('ok');
    expect(readAdf(bytes(`<adf>${many}</adf>`)).kind).not.toBe('ok');
    expect(readAdf(bytes(`<adf ${many}></adf>`)).kind).not.toBe('ok');
  });
});

// The same inside values that patterns are tried on.
test.each(['%', '{', '[', '<![CDATA[<]]>', '@', ', ', 'mailto:', '1 '])(
  '%j in every value',
  { timeout: 5_000 },
  (thing) => {
    const value = `${thing.repeat(Math.floor(60_000 / thing.length))}x`;
    const document = adf(`<id>${value}</id><requestdate>${value}</requestdate>
    <customer><contact><email>${value}</email><phone>${value}</phone></contact></customer>`);
    expect(['ok', 'invalid']).toContain(readAdf(bytes(document)).kind);
  },
);
