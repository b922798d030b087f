import * as z from 'zod';
import type { Resource } from './cloudformation/resource.ts';
import { marshalled, type PlainItem } from './plain-item.ts';

const credential = z.looseObject({
  key: z.string().optional(),
  secret: z.string().optional(),
  scopes: z.array(z.string()),
});

const seedSchema = z.strictObject({
  items: z.array(z.strictObject({ table: z.string(), item: z.record(z.string(), z.json()) })).default([]),
  apiKeys: z.array(z.strictObject({ value: z.string(), usagePlan: z.string().optional() })).default([]),
  credentials: z.record(z.string(), credential).default({}),
  /** Command lines for whoever has just started the runtime, with {api} and {control} for its addresses. */
  tryIt: z.array(z.string()).default([]),
  /** Whatever the demo wants to keep beside it. */
  stories: z.unknown().optional(),
});

/** What the runtime starts with: plain JSON items, API keys, credentials to show. README.md describes the file. */
export type Seed = z.output<typeof seedSchema>;

export const emptySeed: Seed = seedSchema.parse({});

/** The services that a seed is put into. */
interface Seeded {
  seedTable(tableName: string, items: readonly PlainMarshalled[]): void;
  addApiKey(key: { value: string; enabled: boolean; usagePlanIds: readonly string[] }): void;
}
type PlainMarshalled = ReturnType<typeof marshalled>;

/** Reads a seed file's text. Throws an error that says what is wrong with it. */
export function readSeed(text: string): Seed {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error('The seed is not JSON.');
  }
  const read = seedSchema.safeParse(content);
  if (read.success) return read.data;
  throw new Error(`The seed is not as the runtime's README.md describes it: ${z.prettifyError(read.error)}`);
}

/** Puts the seed's items and API keys in. Throws an error that names what exists when a table or usage plan is not found. */
export function sow(seed: Seed, resources: readonly Resource[], into: Seeded): void {
  const tables = resources.filter(({ type }) => type.startsWith('AWS::DynamoDB::'));
  const plans = resources.filter(({ type }) => type === 'AWS::ApiGateway::UsagePlan');
  const byTable = Map.groupBy(seed.items, ({ table }) => table);
  for (const [name, entries] of byTable) {
    const table = the(`table ${name}`, tables, (candidate) => isCalled(candidate, name));
    into.seedTable(
      table.ref,
      entries.map(({ item }) => marshalled(item as PlainItem)),
    );
  }
  for (const { value, usagePlan } of seed.apiKeys) {
    const fits = (plan: Resource) => usagePlan === undefined || plan.properties['UsagePlanName'] === usagePlan;
    const plan = the(`usage plan ${usagePlan ?? '(the only one)'}`, plans, fits);
    into.addApiKey({ value, enabled: true, usagePlanIds: [plan.ref] });
  }
}

/** A resource goes by its physical name, by the end of it, or by the name of its construct. */
function isCalled(resource: Resource, name: string): boolean {
  const construct = resource.path.replace(/\/Resource$/, '');
  return resource.ref === name || resource.ref.endsWith(`-${name}`) || construct.endsWith(`/${name}`);
}

function the(what: string, candidates: readonly Resource[], fits: (candidate: Resource) => boolean): Resource {
  const [found, ...others] = candidates.filter(fits);
  if (found && others.length === 0) return found;
  const names = candidates.map(({ ref }) => ref).join(', ') || 'none';
  throw new Error(
    `The seed asks for the ${what}, which is ${found ? 'not the only one' : 'not there'}. There are: ${names}.`,
  );
}
