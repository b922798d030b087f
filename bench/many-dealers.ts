import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialItem } from '../functions/access/credential.store.ts';
import { dealerItems } from '../functions/dealers/dealer/dealer.store.ts';
import type { Dealer } from '../functions/dealers/dealer/dealer.ts';
import type { Scope } from '../functions/platform/caller.ts';
import type { DealerId } from '../functions/platform/tenant.ts';
import { credentialOf } from '../infra/demo/credentials.ts';
import { demoDealers } from '../infra/demo/dealers.ts';
import { tablesOf } from '../infra/names.ts';

export interface ManyDealers {
  /** A seed file, removed when the process ends. */
  readonly seed: string;
  /** One key per store: the usage plan counts by key. */
  readonly keys: readonly string[];
  readonly dealers: readonly Dealer[];
}

/** Writes a seed of so many dealers, each like the demo's first but for what is its own. */
export function manyDealers(count: number, ownOf: (number: number) => Partial<Dealer> = () => ({})): ManyDealers {
  const [model] = demoDealers;
  if (!model) throw new Error('The demo has no store.');
  const dealers = Array.from({ length: count }, (_, number) => {
    const dealerId = `bench-dealer-${number}` as DealerId;
    const tenant = { kind: 'dealer' as const, dealerId };
    const scopes: readonly Scope[] = ['leads:read', 'leads:write'];
    return {
      dealer: { ...model, ...ownOf(number), dealerId },
      caller: { name: dealerId, key: `bench-key-of-${dealerId}`, tenant, scopes },
    };
  });
  const { main, credentials } = tablesOf('lanekeeper-dev');
  const seed = {
    items: dealers.flatMap(({ dealer, caller }) => [
      ...dealerItems(dealer).map((item) => ({ table: main, item })),
      { table: credentials, item: credentialItem(credentialOf(caller)) },
    ]),
    apiKeys: dealers.map(({ caller }) => ({ value: credentialOf(caller).keyHash })),
  };
  return {
    seed: temporaryFile(JSON.stringify(seed)),
    keys: dealers.map(({ caller }) => caller.key),
    dealers: dealers.map(({ dealer }) => dealer),
  };
}

function temporaryFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-seed-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'seed.json');
  writeFileSync(file, text);
  return file;
}
