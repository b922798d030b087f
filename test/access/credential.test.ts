import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { credentialItem, hashOf } from '../../functions/access/credential.store.ts';
import { bearerKey, type Credential, callerFor } from '../../functions/access/credential.ts';
import { dealerTenant } from '../support/tenants.ts';

const key = 'lk_0123456789abcdef';
const credential: Credential = {
  keyHash: hashOf(key),
  credentialId: 'c-1',
  name: 'Lakeside CRM',
  tenant: dealerTenant('dealer-1'),
  scopes: ['leads:read'],
  createdAt: '2026-01-01T00:00:00.000Z',
};
const now = Temporal.Instant.from('2026-11-23T15:00:00.000Z');

describe('the key in a header', () => {
  test.each<[string | undefined, string | undefined]>([
    [`Bearer ${key}`, key],
    [`bearer ${key}`, key],
    [`BEARER   ${key}`, key],
    [`  Bearer ${key}  `, key],
    ['Bearer x', 'x'],
    ['Bearer not-ours!', 'not-ours!'],
    [`Bearer ${'a'.repeat(4096)}`, 'a'.repeat(4096)],
    [`Bearer ${'a'.repeat(4097)}`, undefined],
    [`Bearer ${key} ${key}`, undefined],
    [`Bearer ${key}, Basic x`, undefined],
    [`Bearer${key}`, undefined],
    [`Basic ${key}`, undefined],
    ['Bearer 0123456789 abcdef', undefined],
    [key, undefined],
    ['Bearer', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (header, found) => {
    expect(bearerKey(header)).toBe(found);
  });
});

describe('the caller of a credential', () => {
  const caller = { credentialId: 'c-1', tenant: credential.tenant, scopes: ['leads:read'] };
  test.each<[string, Credential | undefined, boolean]>([
    ['that is known', credential, true],
    ['that nobody knows', undefined, false],
    ['that expires a millisecond from now', { ...credential, expiresAt: '2026-11-23T15:00:00.001Z' }, true],
    ['that expires now', { ...credential, expiresAt: '2026-11-23T15:00:00.000Z' }, false],
    ['that has expired', { ...credential, expiresAt: '2026-01-02T00:00:00.000Z' }, false],
    ['that was revoked', { ...credential, revokedAt: '2026-11-23T14:59:59.000Z' }, false],
    // Somebody's clock ran ahead: revoked is revoked.
    ['that was revoked a moment from now', { ...credential, revokedAt: '2026-11-23T15:00:01.000Z' }, false],
  ])('%s', (_which, given, stands) => {
    expect(callerFor(given, now)).toEqual(stands ? caller : undefined);
  });
});

describe('what is kept of a key', () => {
  test('is its SHA-256, in hex, and not the key', () => {
    expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    const item = credentialItem(credential);
    expect(item).toEqual({ PK: `KEY#${hashOf(key)}`, SK: 'KEY', form: 1, ...credential });
    expect(JSON.stringify(item)).not.toContain(key);
  });
});
