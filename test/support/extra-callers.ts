import { credentialItem, hashOf } from '../../functions/access/credential.store.ts';
import type { Tenant } from '../../functions/platform/tenant.ts';
import { tablesOf } from '../../infra/names.ts';

/** A caller beside the demo's. */
export interface ExtraCaller {
  readonly tenant: Tenant;
  readonly scopes: readonly string[];
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  /** Not in the usage plan, as a key entered by half. */
  readonly unplanned?: boolean;
}

interface SeedText {
  readonly items: readonly object[];
  readonly apiKeys: readonly object[];
  readonly credentials: Readonly<Record<string, unknown>>;
}

/** A seed's text with further callers in it; the key of `name` is `test-key-of-the-name`. */
export function withCallers(seed: string, callers: Readonly<Record<string, ExtraCaller>>): string {
  const given = JSON.parse(seed) as SeedText;
  const extra = Object.entries(callers).map(([name, { unplanned, ...caller }]) => {
    const key = `test-key-of-the-${name}`;
    const keyHash = hashOf(key);
    const credential = {
      keyHash,
      credentialId: `test-${name}`,
      name,
      createdAt: '2026-01-01T00:00:00.000Z',
      ...caller,
    };
    return { name, key, unplanned, credential };
  });
  return JSON.stringify({
    ...given,
    items: [
      ...given.items,
      ...extra.map(({ credential }) => ({
        table: tablesOf('lanekeeper-dev').credentials,
        item: credentialItem(credential),
      })),
    ],
    apiKeys: [
      ...given.apiKeys,
      ...extra.filter(({ unplanned }) => !unplanned).map(({ credential }) => ({ value: credential.keyHash })),
    ],
    credentials: {
      ...given.credentials,
      ...Object.fromEntries(extra.map(({ name, key, credential }) => [name, { key, scopes: credential.scopes }])),
    },
  });
}
