import { describe, expect, test } from 'vitest';
import { callerOf } from '../../functions/platform/authorized-caller.contract.ts';
import { actsForDealer, type Caller, scopes, toAuthorizerContext } from '../../functions/platform/caller.ts';
import type { Tenant } from '../../functions/platform/tenant.ts';
import { dealerTenant } from '../support/tenants.ts';

const callerWith = (tenant: Tenant, granted: readonly string[] = ['leads:read']): Caller => ({
  credentialId: 'c-1',
  tenant,
  scopes: granted,
});
const tenants: readonly Tenant[] = [
  { kind: 'oem' },
  dealerTenant('dealer-1'),
  { kind: 'provider', senderId: 'portal' },
];

describe('a caller on its way from the authorizer to the handler', () => {
  test.each(tenants.map((tenant) => [tenant.kind, tenant] as const))(
    'as %s arrives as it was, in flat texts',
    (_kind, tenant) => {
      const caller = callerWith(tenant, scopes);
      const context = toAuthorizerContext(caller);
      expect(Object.values(context).every((value) => typeof value === 'string')).toBe(true);
      // API Gateway adds members of its own.
      expect(callerOf({ ...context, principalId: 'c-1', integrationLatency: 3 })).toEqual(caller);
    },
  );

  test.each<[string, unknown]>([
    ['none', undefined],
    ['null', null],
    ['empty', {}],
    ['without scopes', { credentialId: 'c-1', tenant: 'oem' }],
    ['with a tenant nobody knows', { credentialId: 'c-1', tenant: 'root', scopes: 'leads:read' }],
  ])('is nobody where the context is %s', (_what, context) => {
    expect(callerOf(context)).toBeUndefined();
  });

  test('that is a dealer without a store acts for no store', () => {
    const caller = callerOf({ credentialId: 'c-1', tenant: 'dealer', scopes: 'leads:read' });
    expect(caller && actsForDealer(caller, 'dealer-1')).toBe(false);
  });
});

describe('acting for a store', () => {
  test.each<[string, Tenant, string, boolean]>([
    ['the OEM, for any', { kind: 'oem' }, 'dealer-9', true],
    ['a dealer, for its own', dealerTenant('dealer-1'), 'dealer-1', true],
    ['a dealer, for another', dealerTenant('dealer-1'), 'dealer-10', false],
    ['a provider, for none, whatever its name', { kind: 'provider', senderId: 'dealer-1' }, 'dealer-1', false],
  ])('%s', (_who, tenant, dealerId, may) => {
    expect(actsForDealer(callerWith(tenant), dealerId)).toBe(may);
  });
});
