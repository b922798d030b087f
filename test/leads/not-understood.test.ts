import { describe, expect, test } from 'vitest';
import { notUnderstood } from '../../functions/leads/stated/not-understood.contract.ts';
import { normalise } from '../../functions/leads/stated/stated-lead.contract.ts';
import { adf, leadIn } from './adf-document.builders.ts';

const warned = (prospect: string) =>
  notUnderstood(normalise(leadIn(adf(prospect)), { country: 'US', timeZone: 'America/New_York' })).map(
    ({ code, path }) => `${code} ${path}`,
  );
const contact = (markup: string) => `<customer><contact>${markup}</contact></customer>`;

describe('what nobody understood is named, what was understood is not', () => {
  test.each<[string, string, string[]]>([
    ['a date', '<requestdate>next week</requestdate>', ['unreadable-date requestedAt']],
    ['a date that can be read', '<requestdate>2026-11-23T10:00:00</requestdate>', []],
    ['a country', contact('<address><country>Elbonia</country></address>'), ['unknown-country customer.country']],
    ['a country that is known', contact('<address><country>Canada</country></address>'), []],
    [
      'a number among others',
      contact('<phone>2127365000</phone><phone>call 5</phone>'),
      ['unreadable-phone customer.phones[1].number'],
    ],
    ['an address', contact('<email>ann at home</email>'), ['unreadable-email customer.emails']],
    [
      'words of a vehicle',
      '<vehicle interest="hire" status="mint"><year>99 or so</year></vehicle>',
      ['unreadable-year', 'unknown-interest', 'unknown-condition'].map(
        (code) => `${code} vehiclesOfInterest[0].${code.split('-')[1]}`,
      ),
    ],
    ['known words of a vehicle', '<vehicle interest="Test Drive" status="Certified"><year>1999</year></vehicle>', []],
    [
      'words of the second vehicle that is offered',
      '<trade><make>A</make></trade><trade status="mint"><make>B</make></trade>',
      ['unknown-condition tradeIns[1].condition'],
    ],
    ['nothing', '', []],
  ])('%s', (_what, prospect, warnings) => {
    expect(warned(prospect)).toEqual(warnings);
  });
});

test('and is kept as it was stated', () => {
  const lead = leadIn(adf('<vehicle interest="hire" status="mint"><make>A</make></vehicle>'));
  expect(lead.vehiclesOfInterest).toEqual([
    { make: 'A', interest: 'buy', interestStated: 'hire', conditionStated: 'mint' },
  ]);
});
