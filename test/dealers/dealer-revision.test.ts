import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Dealer } from '../../functions/dealers/dealer/dealer.ts';
import { reviseDealer, type StatedDealer } from '../../functions/dealers/dealer/dealer-revision.ts';
import { dealerWith, personWith } from '../leads/sla.builders.ts';

const now = Temporal.Instant.from('2026-11-23T15:00:00Z');
const district = { id: 'north-east', name: 'North-East', email: 'north-east@oem.example' };
const stored = dealerWith({ aliases: ['Harbor'], country: 'US', district });

/** What the form of the stored dealer, changed like this, comes to. */
function revise(given: Partial<StatedDealer>, byOem: boolean, previous: Dealer | undefined = stored) {
  const { dealerId: _, version: __, updatedAt: ___, ...form } = stored;
  return reviseDealer(previous, { ...form, ...given }, { byOem, now });
}

describe('what is the OEM’s', () => {
  const own: readonly [string, Partial<StatedDealer>][] = [
    ['name', { name: 'Harbor Auto' }],
    ['name', { name: 'HARBOR MOTORS' }],
    ['aliases', { aliases: ['Harbor', 'Pier'] }],
    ['aliases', { aliases: null }],
    ['timeZone', { timeZone: 'America/Chicago' }],
    ['timeZone', { timeZone: 'US/Eastern' }],
    ['country', { country: 'CA' }],
    ['country', { country: null }],
    ['district', { district: { ...district, email: 'a@harbor.example' } }],
    ['district', { district: null }],
    ['mailDomains', { mailDomains: ['harbor.example', 'evil.example'] }],
    ['mailDomains', { mailDomains: [] }],
    ['mailDomains', { mailDomains: null }],
  ];

  test.each(own)('%s as %j is not changed by another key', (path, given) => {
    expect(revise(given, false)).toMatchObject({ kind: 'forbidden', errors: [{ path }] });
  });

  test.each(own)('%s as %j is changed by the OEM', (field, given) => {
    const revision = revise(given, true);
    expect(revision.kind === 'revised' && { value: null, ...revision.fields }).toMatchObject(
      Object.values(given)[0] === null ? { value: null } : given,
    );
    if (Object.values(given)[0] === null) expect(revision).not.toHaveProperty(`fields.${field}`);
  });

  test.each([true, false])('stays where it is left out (by the OEM: %s)', (byOem) => {
    const { hours, holidays, exceptions, people } = stored;
    const revision = reviseDealer(stored, { hours, holidays, exceptions, people }, { byOem, now });
    const { dealerId: _, version: __, updatedAt: ___, ...fields } = stored;
    expect(revision).toEqual({ kind: 'revised', fields });
  });

  test.each<[string, Partial<StatedDealer>, Dealer]>([
    ['as it was', {}, stored],
    [
      'with its members in another order',
      { district: { email: district.email, name: 'North-East', id: 'north-east' } },
      stored,
    ],
    [
      'null where there is nothing',
      { aliases: null, country: null, district: null },
      dealerWith({ district: undefined as never }),
    ],
  ])('may be sent by another key %s', (_how, given, previous) => {
    expect(revise({ ...given }, false, previous)).toMatchObject({ kind: 'revised' });
  });
});

describe('a form as a whole', () => {
  test.each<[string, Partial<StatedDealer>, readonly string[]]>([
    [
      'a store without a name or a zone',
      { name: undefined as never, timeZone: undefined as never },
      ['name', 'timeZone'],
    ],
    ['hours nobody could answer in', { hours: [{ days: ['mon'], open: '09:00', close: '09:01' }] }, ['hours']],
    [
      'somebody with the district’s id',
      { people: [personWith('sam', 'salesperson'), personWith('north-east', 'salesperson')] },
      ['people[1].id'],
    ],
  ])('is refused: %s', (_what, given, paths) => {
    const revision = reviseDealer(undefined, { ...formOf(stored), ...given }, { byOem: true, now });
    expect(revision).toMatchObject({ kind: 'invalid', errors: paths.map((path) => ({ path })) });
  });
});

describe('an address', () => {
  const people = (...emails: readonly string[]) =>
    emails.map((email, index) => personWith(`p${index}`, 'salesperson', { email }));

  test.each<[string, Partial<StatedDealer>, readonly string[]]>([
    ['in a domain that the OEM entered', { people: people('ana@harbor.example', 'bo@HARBOR.example') }, []],
    ['outside', { people: people('ana@harbor.example', 'bo@evil.example') }, ['people[1].email']],
    ['below a domain', { people: people('ana@mail.harbor.example') }, ['people[0].email']],
    ['that stood there before the domain went', { mailDomains: ['new.example'] }, []],
    [
      'that is new where no domain is left',
      { mailDomains: [], people: people('ana@harbor.example') },
      ['people[0].email'],
    ],
    ['where the OEM entered no list', { mailDomains: null, people: people('ana@anywhere.example') }, []],
    ['of the district, which is the OEM’s', { district: { ...district, email: 'east@other.example' } }, []],
  ])('%s', (_where, given, paths) => {
    const revision = revise(given, true);
    expect(revision.kind === 'invalid' ? revision.errors.map(({ path }) => path) : []).toEqual(paths);
  });
});

function formOf({ dealerId: _, version: __, updatedAt: ___, ...form }: Dealer): StatedDealer {
  return form;
}
