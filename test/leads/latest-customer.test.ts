import { expect, test } from 'vitest';
import { addLatest, customerOf, statedOtherwise } from '../../functions/leads/lead/latest-customer.ts';

const [first, second] = ['2026-11-23T15:00:00.000Z', '2026-11-23T16:00:00.000Z'];

test('every way to reach a customer that a later request stated stays, the newest first', () => {
  const one = addLatest(undefined, { emails: ['bob@mail.example'], phones: [{ raw: '646-555-0199' }] }, first);
  const both = addLatest(one, { phones: [{ raw: '646-555-0100' }] }, second);
  expect(both).toEqual({
    emails: ['bob@mail.example'],
    phones: [{ raw: '646-555-0100' }, { raw: '646-555-0199' }],
    at: second,
  });
  // One told late adds what it knew, behind what is newer.
  expect(addLatest(both, { emails: ['BOB@mail.example', 'b@mail.example'] }, first)?.emails).toEqual([
    'bob@mail.example',
    'b@mail.example',
  ]);
});

const anna = { firstName: 'Anna', lastName: 'Schmidt', emails: ['both@mail.example'], phones: [] };
const noWays = { emails: [], phones: [] };

/** What is known after requests that state these names one after the other. */
function after(...requests: readonly object[]) {
  let latestCustomer: ReturnType<typeof addLatest>;
  for (const [hour, names] of requests.entries()) {
    const lead = { customer: anna, ...(latestCustomer && { latestCustomer }) };
    const stated = statedOtherwise(lead, { ...noWays, ...names });
    latestCustomer = addLatest(latestCustomer, stated ?? {}, `2026-11-23T1${hour}:00:00.000Z`);
  }
  const { firstName, lastName, fullName } = customerOf({ customer: anna, ...(latestCustomer && { latestCustomer }) });
  return [firstName, lastName, fullName];
}

const carla = { firstName: 'Carla', lastName: 'Haddad' };
test.each<[string, readonly object[], readonly unknown[]]>([
  [
    'a whole name takes the place of one in parts',
    [{ fullName: 'Dora Okafor' }],
    [undefined, undefined, 'Dora Okafor'],
  ],
  ['one in parts takes the place of a whole one', [{ fullName: 'Dora Okafor' }, carla], ['Carla', 'Haddad', undefined]],
  ['one that shares a part is whole', [{ firstName: 'Ben', lastName: 'Schmidt' }], ['Ben', 'Schmidt', undefined]],
  ['half a name stands alone', [{ firstName: 'Ben' }], ['Ben', undefined, undefined]],
  ['no name leaves the one before', [carla, {}], ['Carla', 'Haddad', undefined]],
  [
    'the first one again is the newest',
    [carla, { firstName: 'Anna', lastName: 'Schmidt' }],
    ['Anna', 'Schmidt', undefined],
  ],
  ['the same again says nothing', [{ firstName: 'Anna', lastName: 'Schmidt' }], ['Anna', 'Schmidt', undefined]],
])('of names, which are one thing, %s', (_what, requests, expected) => {
  expect(after(...requests)).toEqual(expected);
});

test('a name that is told late takes the place of none, and half of it stands nowhere', () => {
  const latest = addLatest(undefined, { fullName: 'Dora Okafor' }, second);
  expect(addLatest(latest, { firstName: 'Ben', phones: [{ raw: '1' }] }, first)).toEqual({
    fullName: 'Dora Okafor',
    phones: [{ raw: '1' }],
    at: second,
  });
});
