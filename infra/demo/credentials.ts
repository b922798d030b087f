import { hashOf } from '../../functions/access/credential.store.ts';
import type { Credential } from '../../functions/access/credential.ts';
import { type Scope, scopes } from '../../functions/platform/caller.ts';
import type { DealerId, Tenant } from '../../functions/platform/tenant.ts';

interface DemoCredential {
  readonly name: string;
  readonly key: string;
  readonly tenant: Tenant;
  readonly scopes: readonly Scope[];
}

const dealerScopes: readonly Scope[] = [
  'leads:read',
  'leads:write',
  'dealers:read',
  'dealers:write',
  'quarantine:read',
  'quarantine:write',
];

/** The demo's callers. Their keys stand here in clear because they open nothing but a runtime of one's own. */
export const demoCredentials: readonly DemoCredential[] = [
  { name: 'oem', key: 'demo-key-of-the-oem', tenant: { kind: 'oem' }, scopes },
  dealer('dealer-1'),
  dealer('dealer-2'),
];

function dealer(name: string): DemoCredential {
  const tenant = { kind: 'dealer', dealerId: name as DealerId } as const;
  return { name, key: `demo-key-of-${name}`, tenant, scopes: dealerScopes };
}

/** What the table keeps of a demo caller. */
export function credentialOf({ name, key, tenant, scopes: granted }: DemoCredential): Credential {
  return {
    keyHash: hashOf(key),
    credentialId: `demo-${name}`,
    name: `Demo: ${name}`,
    tenant,
    scopes: granted,
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}
