import { credentialItem } from '../../functions/access/credential.store.ts';
import { dealerItems } from '../../functions/dealers/dealer/dealer.store.ts';
import { dealerNameItems } from '../../functions/dealers/dealer/dealer-name.store.ts';
import type { Item } from '../../functions/platform/table.ts';
import { tablesOf } from '../names.ts';
import { chosenStages } from '../stages.ts';
import context from './context.json' with { type: 'json' };
import { credentialOf, demoCredentials } from './credentials.ts';
import { demoDealers } from './dealers.ts';

const [stage] = chosenStages(context);
const tables = tablesOf(stage.base);
const key = 'Authorization: Bearer demo-key-of-dealer-1';

const items: readonly Item[] = [...demoDealers.flatMap(dealerItems), ...demoDealers.flatMap(dealerNameItems)];
const credentials: readonly Item[] = demoCredentials.map((each) => credentialItem(credentialOf(each)));

/** What a runtime starts with: two stores, their keys, and the three lines to try first. */
const seed = {
  items: [
    ...items.map((item) => ({ table: tables.main, item })),
    ...credentials.map((item) => ({ table: tables.credentials, item })),
  ],
  apiKeys: demoCredentials.map((each) => ({ value: credentialOf(each).keyHash })),
  credentials: Object.fromEntries(
    demoCredentials.map(({ name, key, tenant, scopes }) => [
      name,
      { key, ...(tenant.kind === 'dealer' && { dealerId: tenant.dealerId }), scopes },
    ]),
  ),
  tryIt: [
    `curl -s -H '${key}' -H 'Content-Type: application/xml' --data-binary @infra/demo/lead.xml {api}/v1/leads`,
    `curl -s -X POST -H 'Content-Type: application/json' -d '{"advance":"PT72H"}' {control}/clock`,
    `curl -s -H '${key}' '{api}/v1/leads?limit=1'`,
  ],
};

console.log(JSON.stringify(seed));
