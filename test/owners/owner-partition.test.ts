import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const functions = path.resolve(import.meta.dirname, '../../functions');
const sources = readdirSync(functions, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, source: readFileSync(path.join(functions, file), 'utf8') }));

/** The stores that keep items in an owner's partition, with what they keep: whoever erases a person has to know them all. */
const stores: Readonly<Record<string, string>> = {
  'owners/owner.store.ts': 'the owner',
  'leads/reception/latest-lead.store.ts': 'the last lead at each store',
};

test('only these stores write to the partition of an owner', () => {
  const found = sources.filter(({ source }) => source.includes('ownerPartition')).map(({ file }) => file);
  expect(found.sort()).toEqual(Object.keys(stores).sort());
});

test('the partition is spelled in one place', () => {
  const spelled = sources.filter(({ source }) => /['"`]OWNER#/.test(source)).map(({ file }) => file);
  expect(spelled).toEqual(['owners/owner.store.ts']);
});
