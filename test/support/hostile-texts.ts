import type { SeededDice } from './seeded-dice.ts';

/** Lengths at which something ends, and one more: texts of leads, field limits of providers, keys of the table. */
const lengths = [199, 200, 201, 320, 321, 1000, 1001, 1024, 2000, 2001, 2048, 3000, 19_999, 20_000, 20_001, 60_000];

/** Characters of one, two, three and four bytes, one of them with a combining mark. */
const units = ['x', 'é', 'ل', '漢', '🚗', 'e\u0301', '\u200b'];

/** What has made somebody's software stumble before; XML takes a few of them only as a reference or in no way at all. */
export const hostileTexts: readonly string[] = [
  ...['', ' ', '\t\n', '\r\n\r', 'a\u0000b', '\u0001\u0002\u0003', 'a\u007fb\u0085c\u009f', '\u001b[31mred', '\u0000'],
  ...['\ud800', 'a\udfffb', '\ud83d \ude97', '\ufffe\uffff', '\ufdd0', '\ufeffBOM', '\u2028\u2029', '\ufffd'],
  ...[
    '\u200b\u200c\u200d',
    '\u202eabc\u202c',
    '\u0645\u0631\u062d\u0628\u0627',
    '山田 太郎',
    'Ελένη',
    'น้ำ',
    '👨‍👩‍👧‍👦',
  ],
  ...[`Z${'\u0301'.repeat(300)}`, 'ﬀﬁ', '１２３', '٠١٢٣', 'İstanbul', 'ß', '\u00a0', '%00', '%E0%A4%A', '\\u0000'],
  ...['constructor', '__proto__', 'toString', 'null', 'undefined', 'NaN', 'true', '[object Object]', '{{id}}', '${id}'],
  ...[
    "' OR 1=1 --",
    '<script>',
    ']]>',
    '&amp;',
    '&#0;',
    '&#xD800;',
    '&nbsp;',
    '"',
    '../../etc/passwd',
    'a#b#c',
    '%s%n',
  ],
  ...[
    '1e309',
    '-1',
    '0',
    '1E-200',
    '9007199254740993',
    '0x10',
    '1,000',
    '１e5',
    '00501',
    '+1 212 555 0143',
    'a@b',
    '@',
  ],
];

/** Dates that a calendar, a zone or a text form has no place for. */
export const hostileDates: readonly string[] = [
  ...[
    '9999-12-31',
    '9999-12-31T23:59:59',
    '9999-12-31T23:59:59-12:00',
    '0000-01-01T00:00:00',
    '0000-01-01T00:00:00+14:00',
  ],
  ...[
    '0001-01-01T00:00:00',
    '1900-02-29T00:00:00Z',
    '2026-02-30T10:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-99-99T99:99:99Z',
  ],
  ...[
    '2026-03-02T09:15:00.1234567890Z',
    '2026-03-02T09:15:60Z',
    '2026-03-02T24:00:00Z',
    '2026-03-29T02:30:00',
    '20260302T0915',
  ],
  ...[
    '2026-03-02T09:15:00+99:99',
    '2026-03-02T09:15:00-15:00',
    '2026-03-02',
    '1772442900',
    '-271821-04-20T00:00:00Z',
    '+275760-09-13',
  ],
];

/** Numbers that a double, the table or an SDK has no place for; as JSON writes them. */
export const hostileNumbers: readonly string[] = [
  ...['0', '-0', '-1', '0.1', '1e300', '-1e300', '1e309', '5e-324', '1e-130', '1e-131', '1e-200', '9007199254740991'],
  ...[
    '9007199254740992',
    '9007199254740993',
    '-9007199254740992',
    '1.7976931348623157e308',
    '123456789012345678901234567890',
  ],
  ...['1e125', '1e126', '0.30000000000000004', '1E400', '2026', '10000', '1.5'],
];

/** One of a list. */
export function oneOf<Entry>(list: readonly Entry[], dice: SeededDice): Entry {
  // The dice never point beyond the list.
  return list[dice.between(0, list.length - 1)] as Entry;
}

/** A text that means no good: one of the known ones, or one of a length at which something ends. */
export function hostileText(dice: SeededDice): string {
  if (dice.next() < 0.6) return oneOf(hostileTexts, dice);
  const unit = oneOf(units, dice);
  return unit.repeat(Math.ceil(oneOf(lengths, dice) / unit.length));
}
