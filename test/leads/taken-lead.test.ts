import { expect, test } from 'vitest';
import { mayKnow } from '../../functions/leads/lead/taken-lead.ts';
import type { Tenant } from '../../functions/platform/tenant.ts';
import { dealerTenant } from '../support/tenants.ts';
import { leadWith } from './sla.builders.ts';

const provider = (senderId: string): Tenant => ({ kind: 'provider', senderId });
const oem: Tenant = { kind: 'oem' };

test.each<[string, Tenant, Tenant | undefined, boolean]>([
  ['who was the first to send it', provider('portal'), provider('portal'), true],
  ['not another provider', provider('other'), provider('portal'), false],
  ['not a provider where its dealer sent it', provider('portal'), dealerTenant('dealer-1'), false],
  ['not a provider of the dealer’s name', provider('dealer-1'), dealerTenant('dealer-1'), false],
  ['not a provider where the OEM sent it', provider('oem'), oem, false],
  ['not a provider where nobody noted who did', provider('portal'), undefined, false],
  ['its dealer, whoever sent it', dealerTenant('dealer-1'), provider('portal'), true],
  ['its dealer where nobody noted who did', dealerTenant('dealer-1'), undefined, true],
  ['not another dealer', dealerTenant('dealer-2'), dealerTenant('dealer-2'), false],
  ['the OEM', oem, provider('portal'), true],
])('a lead may be known to %s', (_who, tenant, sentBy, expected) => {
  expect(mayKnow(tenant, { ...leadWith(), ...(sentBy && { sentBy }) })).toBe(expected);
});
