import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialItem } from '../functions/access/credential.store.ts';
import { dealerItems } from '../functions/dealers/dealer/dealer.store.ts';
import type { DealerId } from '../functions/platform/tenant.ts';
import { credentialOf } from '../infra/demo/credentials.ts';
import { demoDealers } from '../infra/demo/dealers.ts';
import { tablesOf } from '../infra/names.ts';

export interface ManyDealers {
  /** A seed file, removed when the process ends. */
  readonly seed: string;
  /** One key per store: the usage plan counts by key. */
  readonly keys: readonly string[];
}

/** Writes a seed of so many dealers, each like the demo's first. */
export function manyDealers(count: number): ManyDealers {
  const [model] = demoDealers;
  if (!model) throw new Error('The demo has no store.');
  const dealers = Array.from({ length: count }, (_, number) => {
    const dealerId = `bench-dealer-${number}` as DealerId;
    const tenant = { kind: 'dealer' as const, dealerId };
    return {
      dealerId,
      caller: { name: dealerId, key: `bench-key-of-${dealerId}`, tenant, scopes: ['leads:write' as const] },
    };
  });
  const { main, credentials } = tablesOf('lanekeeper-dev');
  const seed = {
    items: dealers.flatMap(({ dealerId, caller }) => [
      ...dealerItems({ ...model, dealerId }).map((item) => ({ table: main, item })),
      { table: credentials, item: credentialItem(credentialOf(caller)) },
    ]),
    apiKeys: dealers.map(({ caller }) => ({ value: credentialOf(caller).keyHash })),
  };
  return { seed: temporaryFile(JSON.stringify(seed)), keys: dealers.map(({ caller }) => caller.key) };
}

function temporaryFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-seed-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'seed.json');
  writeFileSync(file, text);
  return file;
}
