/** A change of a country's numbers after which the old ones say without doubt what the new ones are. */
interface Renumbering {
  /** Who changed what, and since when only the new numbers reach anybody. */
  readonly source: string;
  readonly changes: readonly (readonly [written: RegExp, now: string])[];
}

const vietnam = {
  '70': '120',
  '79': '121',
  '77': '122',
  '76': '126',
  '78': '128',
  '83': '123',
  '84': '124',
  '85': '125',
  '81': '127',
  '82': '129',
  '56': '186',
  '58': '188',
  '59': '199',
};

/** In E.164. A change that leaves a doubt (which operator, mobile or not) is not here: DECISIONS says which those are. */
const renumberings: readonly Renumbering[] = [
  {
    source: 'Mexico, IFT: one number of ten digits, without 1, 01, 044 and 045, since 2019-08-03',
    changes: [[/^\+520?(?:1|01|044|045)(\d{10})$/, '+52$1']],
  },
  {
    source: 'Brazil, Anatel, resolution 553/2010: mobile numbers have nine digits, in all areas since 2016-11-06',
    changes: [[/^\+55([1-9][1-9])([689]\d{7})$/, '+55$19$2']],
  },
  {
    source: 'Argentina, ENACOM: from abroad a mobile number has 9 before its area instead of the 15 behind it',
    changes: [[/^\+549(\d{12})$/, '+54$1']],
  },
  {
    source: 'Benin, ARCEP: 01 before all numbers of eight digits, since 2024-11-30',
    changes: [[/^\+229(\d{8})$/, '+22901$1']],
  },
  {
    source: 'Colombia, CRC, resolution 5826/2019: 60 before the area code of fixed lines, since 2021-09-01',
    changes: [[/^\+57([124-8][2-8]\d{6})$/, '+5760$1']],
  },
  {
    source: 'Vietnam, decision 798/2014 and plan of 2018: mobile numbers have nine digits after +84, since 2018-11-15',
    changes: [
      [/^\+8416([2-9]\d{7})$/, '+843$1'],
      ...Object.entries(vietnam).map(([now, old]) => [new RegExp(`^\\+84${old}(\\d{7})$`), `+84${now}$1`] as const),
    ],
  },
  {
    source: 'Ecuador, Arcotel (Conatel): 9 before mobile numbers, since 2012-09-30',
    changes: [[/^\+593([89]\d{7})$/, '+5939$1']],
  },
];

/** A number as its country writes it today, or as it is read from it; one that no change is about stays as it is. */
export function renumbered(e164: string): string {
  const [written, now] = renumberings.flatMap(({ changes }) => changes).find(([old]) => old.test(e164)) ?? [];
  return written && now !== undefined ? e164.replace(written, now) : e164;
}
