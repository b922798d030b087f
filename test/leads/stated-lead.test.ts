import { describe, expect, test } from 'vitest';
import { resolveRequestedAt } from '../../functions/dealers/calendar/local-time.ts';
import { reachable, unreachableErrors } from '../../functions/leads/reception/reach.ts';
import { normalise } from '../../functions/leads/stated/stated-lead.contract.ts';
import type { RawLead } from '../../functions/leads/stated/stated-lead.ts';
import { placeholderPolicies } from '../../functions/owners/identity.policy.ts';
import type { Phone } from '../../functions/owners/person.ts';

const lead = (customer: Partial<RawLead['customer']>, more: Partial<RawLead> = {}): RawLead => ({
  source: { system: 'adf' },
  customer: { emails: [], phones: [], ...customer },
  vehiclesOfInterest: [],
  tradeIns: [],
  ...more,
});

describe('a request date', () => {
  test.each([
    ['2026-03-02T09:15:00-05:00', '2026-03-02T14:15:00.000Z'],
    ['20260302T091500-0500', '2026-03-02T14:15:00.000Z'],
    ['2026-03-02T09:15:00Z', '2026-03-02T09:15:00.000Z'],
    ['2026-03-02t09:15:00z', '2026-03-02T09:15:00.000Z'],
    ['2026-03-11T00:28:48.542Z', '2026-03-11T00:28:48.542Z'],
    ['2026-03-11T00:28:48.5426819+00:00', '2026-03-11T00:28:48.542Z'],
    ['2026-03-02 09:15', '2026-03-02T14:15:00.000Z'],
    ['2008-06-25T8:47:50', '2008-06-25T12:47:50.000Z'],
    ['2025-08-14T14:28:21.045-03:00', '2025-08-14T17:28:21.045Z'],
    // The clock went from 02:00 to 03:00: what the wall clock skipped is read an hour on.
    ['2026-03-08T02:30:00', '2026-03-08T07:30:00.000Z'],
    ['2000-03-30T15:30:20-08:0', undefined],
    ['2025/06/01 10:15:30', undefined],
    ['2026-13-01T00:00:00Z', undefined],
    ['2026-02-29T00:00:00Z', undefined],
    ['2026-03-02T24:30:00Z', undefined],
    ['2026-03-02T09:15:00+99:00', undefined],
    ['2026-03-02', undefined],
    ['{Lead_Created_Date_Time}', undefined],
    ['', undefined],
  ])('%j in New York is %j', (statedDate, instant) => {
    expect(resolveRequestedAt(statedDate, 'America/New_York')).toBe(instant);
  });

  test('is the lead’s when it can be read, and kept as stated when not', () => {
    const store = { timeZone: 'Europe/Berlin' };
    const readable = normalise(lead({}, { requestedAtStated: '2026-01-02T10:00:00' }), store);
    expect(readable).toMatchObject({ requestedAt: '2026-01-02T09:00:00.000Z' });
    expect(readable).not.toHaveProperty('requestedAtStated');
    const unreadable = normalise(lead({}, { requestedAtStated: 'soon' }), store);
    expect(unreadable).toMatchObject({ requestedAtStated: 'soon' });
    expect(unreadable).not.toHaveProperty('requestedAt');
    expect(Object.keys(normalise(lead({}), store))).not.toContain('requestedAtStated');
  });
});

describe('a phone number', () => {
  test.each([
    ['(212) 736-5000', undefined, 'US', '+12127365000'],
    ['416-392-2489', 'Canada', undefined, '+14163922489'],
    ['030 901820', 'Deutschland', 'US', '+4930901820'],
    ['030 901820', 'Germany', 'US', '+4930901820'],
    ['020 7946 0018', 'U.K.', 'US', '+442079460018'],
    ['212 736 5000', 'USA', 'DE', '+12127365000'],
    ['212 736 5000', '{country}', 'US', '+12127365000'],
    ['212 736 5000', '-', 'US', '+12127365000'],
    ['212 736 5000', 'Atlantis', 'US', undefined],
    ['212 736 5000', 'XX', 'US', undefined],
    ['212 736 5000', 'AQ', 'US', undefined],
    ['+1 212 736 5000', 'Atlantis', 'US', '+12127365000'],
    ['532 123 45 67', 'Turkey', 'US', '+905321234567'],
    ['98765 43211', 'IND', 'US', '+919876543211'],
    ['+61400123456', undefined, undefined, '+61400123456'],
    ['+61 400 123 456', 'US', 'US', '+61400123456'],
    ['393-999-3922', undefined, 'US', '+13939993922'],
    ['212 736 5000', undefined, undefined, undefined],
    ['22111111', 'AR', undefined, undefined],
    ['1234567890', 'CA', undefined, undefined],
    ['call me 7', undefined, 'US', undefined],
  ])('%j, customer in %s, store in %s, is %s', (raw, country, storeCountry, e164) => {
    const stated = lead({ phones: [{ raw, type: 'cell' }], ...(country !== undefined && { country }) });
    const store = { timeZone: 'UTC', ...(storeCountry !== undefined && { country: storeCountry }) };
    const phone: Phone = { raw, type: 'cell', ...(e164 !== undefined && { e164 }) };
    expect(normalise(stated, store).customer.phones).toEqual([phone]);
  });
});

describe('a customer', () => {
  const denied = placeholderPolicies.newest;

  test.each([
    [{ emails: ['ann@example.com'] }, true],
    [{ emails: ['noemail@dealer.example'] }, false],
    [{ emails: ['x@none.com'], phones: [{ raw: '212 736 5000' }] }, true],
    [{ phones: [{ raw: '736 5000' }] }, true],
    [{ phones: [{ raw: '٧٣٦ ٥٠٠٠' }] }, true],
    [{ phones: [{ raw: '12345' }] }, false],
    [{ phones: [{ raw: '000-000-0000' }] }, false],
    [{ phones: [{ raw: '(999) 999-9999', e164: '+19999999999' }] }, false],
    [{}, false],
  ])('stating %j can be answered: %s', (customer, answer) => {
    expect(reachable(lead(customer), denied)).toBe(answer);
  });

  test('nobody can answer is named by path', () => {
    const known = lead({ emails: ['ann@example.com'] });
    expect(unreachableErrors([known], denied)).toEqual([]);
    expect(unreachableErrors([lead({})], denied)).toMatchObject([{ path: 'customer' }]);
    expect(unreachableErrors([known, lead({})], denied)).toMatchObject([{ path: 'prospect[1].customer' }]);
  });
});
