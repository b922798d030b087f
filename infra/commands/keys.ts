import { randomBytes } from 'node:crypto';
import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  GetUsagePlansCommand,
} from '@aws-sdk/client-api-gateway';
import { hashOf } from '../../functions/access/credential.store.ts';
import type { Credential } from '../../functions/access/credential.ts';
import { type Scope, scopes } from '../../functions/platform/caller.ts';
import { type DealerId, isDealerId, type Tenant } from '../../functions/platform/tenant.ts';
import { commandLine, runCommand, type Target, targetOf, WrongUse } from './command.ts';
import { openKeys } from './kept-keys.ts';

const usage = `npm run keys -- create --name TEXT (--dealer ID | --provider ID | --oem) [--scopes a,b] [--expires INSTANT]
npm run keys -- list
npm run keys -- revoke (--id ID | --key KEY)
with --stage STAGE --region REGION [--prefix PREFIX] [--config FILE], or --local [--port 4510] for the runtime that "npm start" runs.
Scopes: ${scopes.join(' ')}`;

const defaultScopes: Readonly<Record<Tenant['kind'], readonly Scope[]>> = {
  oem: scopes,
  dealer: ['leads:read', 'leads:write', 'dealers:read', 'dealers:write', 'quarantine:read', 'quarantine:write'],
  provider: ['leads:write', 'quarantine:read', 'quarantine:write'],
};

const { values, positionals } = commandLine({
  name: { type: 'string' },
  dealer: { type: 'string' },
  provider: { type: 'string' },
  oem: { type: 'boolean' },
  scopes: { type: 'string' },
  expires: { type: 'string' },
  key: { type: 'string' },
  id: { type: 'string' },
});

const acts = new Map([
  ['create', create],
  ['list', list],
  ['revoke', revoke],
]);

await runCommand(async () => {
  if (values.help) return console.log(usage);
  const [word, ...others] = positionals;
  const act = acts.get(word ?? '');
  if (!act) throw new WrongUse(`${word === undefined ? 'Say what to do' : `There is no ${word}`}:\n${usage}`);
  if (others.length > 0)
    throw new WrongUse(`Behind ${word} only options are read, not "${others.join(' ')}":\n${usage}`);
  await act(targetOf(values));
});

/** Makes a key, prints it once, and keeps its hash: in the table for the authorizer, as an API Gateway key for the usage plan. */
async function create(target: Target): Promise<void> {
  const key = `lk_${randomBytes(32).toString('base64url')}`;
  const made = credentialFor(key);
  const now = await nowAt(target);
  if (made.expiresAt !== undefined && made.expiresAt <= now)
    throw new WrongUse(
      `--expires ${made.expiresAt} is past: it is ${now}${values.local ? " on the runtime's clock" : ''}.`,
    );
  const credential = { ...made, createdAt: now };
  const keys = openKeys(target);
  const { tenant } = credential;
  if (tenant.kind === 'dealer' && !(await keys.hasDealer(tenant.dealerId)))
    throw new WrongUse(
      `There is no store ${tenant.dealerId} yet; enter it with PUT /v1/dealers/${tenant.dealerId} and the OEM's key.`,
    );
  await enterInPlan(target, credential);
  await keys.keep(credential);
  console.log(key);
  console.error(`It is shown this once; its id is ${credential.credentialId}. It may: ${credential.scopes.join(' ')}`);
}

/** The instant in which the key is looked at where it will be used: a runtime has a clock of its own. */
async function nowAt({ client }: Target): Promise<string> {
  if (client.endpoint === undefined) return new Date().toISOString();
  const answer = await fetch(`${client.endpoint}/_local/clock`);
  const { now } = (await answer.json()) as { readonly now: string };
  return new Date(now).toISOString();
}

function credentialFor(key: string): Omit<Credential, 'createdAt'> {
  const { name, expires } = values;
  const tenant = tenantSaid();
  if (!name) throw new WrongUse('Say whose key it is with --name.');
  if (expires !== undefined && Number.isNaN(Date.parse(expires)))
    throw new WrongUse('--expires is not an instant, such as 2027-01-01T00:00:00Z.');
  const keyHash = hashOf(key);
  return {
    keyHash,
    credentialId: keyHash.slice(0, 12),
    name,
    tenant,
    scopes: scopesSaid() ?? defaultScopes[tenant.kind],
    ...(expires !== undefined && { expiresAt: new Date(expires).toISOString() }),
  };
}

function tenantSaid(): Tenant {
  const { dealer, provider, oem } = values;
  const tenants: Tenant[] = [
    ...(dealer ? [{ kind: 'dealer', dealerId: parseDealerId(dealer) } as const] : []),
    ...(provider ? [{ kind: 'provider', senderId: provider } as const] : []),
    ...(oem ? [{ kind: 'oem' } as const] : []),
  ];
  const [tenant] = tenants;
  if (!tenant || tenants.length > 1) throw new WrongUse('Say one of --dealer ID, --provider ID, --oem.');
  return tenant;
}

function parseDealerId(text: string): DealerId {
  if (!isDealerId(text)) throw new WrongUse(`--dealer ${text} is no id of a store, such as dealer-1.`);
  return text;
}

function scopesSaid(): readonly Scope[] | undefined {
  const named = values.scopes?.split(',').map((scope) => scope.trim());
  const unknown = named?.find((scope) => !scopes.includes(scope as Scope));
  if (unknown !== undefined) throw new WrongUse(`There is no scope ${unknown}. Scopes: ${scopes.join(' ')}`);
  return named as readonly Scope[] | undefined;
}

async function enterInPlan(target: Target, credential: Credential): Promise<void> {
  const gateway = new APIGatewayClient(target.client);
  const { items = [] } = await gateway.send(new GetUsagePlansCommand({ limit: 500 }));
  const plan = items.find(({ name }) => name === `${target.base}-callers`);
  if (!plan?.id) throw new Error(`There is no usage plan ${target.base}-callers here; is the stage deployed?`);
  const { id } = await gateway.send(
    new CreateApiKeyCommand({
      name: `${target.prefix}-${credential.credentialId}`,
      value: credential.keyHash,
      enabled: true,
    }),
  );
  await gateway.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: id, keyType: 'API_KEY' }));
}

/** Prints what keys there are, without the keys: they are kept nowhere. */
async function list(target: Target): Promise<void> {
  const [all, now] = await Promise.all([openKeys(target).all(), nowAt(target)]);
  const rows = all.map(({ credentialId, tenant, name, scopes: may, createdAt, ...ends }) => [
    credentialId,
    tenant.kind + idOf(tenant),
    stateOf(ends, now),
    `since ${createdAt.slice(0, 10)}`,
    name,
    may.length === scopes.length ? 'all scopes' : may.join(' '),
  ]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    console.log(
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  console.error(
    rows.length === 0 ? 'There are no keys yet.' : `Revoke one with: npm run keys -- revoke --id ID ${where()}`,
  );
}

/** The flags by which another command acts at the same place. */
function where(): string {
  return values.local ? `--local --port ${values.port}` : targetOf(values).flags;
}

function idOf(tenant: Tenant): string {
  if (tenant.kind === 'oem') return '';
  return ` ${tenant.kind === 'dealer' ? tenant.dealerId : tenant.senderId}`;
}

function stateOf({ revokedAt, expiresAt }: Pick<Credential, 'revokedAt' | 'expiresAt'>, now: string): string {
  if (revokedAt !== undefined) return `revoked ${revokedAt.slice(0, 10)}`;
  if (expiresAt === undefined) return 'valid';
  return `${expiresAt <= now ? 'expired' : 'until'} ${expiresAt.slice(0, 10)}`;
}

/** Revokes a key; the authorizer's cache lets it work up to 60 s longer. */
async function revoke(target: Target): Promise<void> {
  const { key, id } = values;
  if ((key === undefined) === (id === undefined)) throw new WrongUse('Say which key, with one of --id ID, --key KEY.');
  const keys = openKeys(target);
  const known = (await keys.all()).find(
    ({ credentialId, keyHash }) => credentialId === id || (key && keyHash === hashOf(key)),
  );
  if (!known) throw new WrongUse(`There is no such key; "npm run keys -- list ${where()}" shows those there are.`);
  await keys.revoke(known.keyHash, await nowAt(target));
  const clock = values.local ? " of the runtime's clock, which stands until you move it" : '';
  console.log(
    `Revoked ${known.credentialId}, ${known.name}. The authorizer may know it for up to 60 seconds more${clock}.`,
  );
}
