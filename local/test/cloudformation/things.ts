import { rmSync } from 'node:fs';
import { afterEach } from 'vitest';
import { readAssembly } from '../../cloudformation/assembly.ts';
import { loadStacks } from '../../cloudformation/cloudformation.ts';
import { noEffectKinds } from '../../cloudformation/no-effect.ts';
import { type ResourceKind, type ResourceKinds, refuseOthers } from '../../cloudformation/resource.ts';
import { assemblyFolder, type StackFiles } from './assembly-folder.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A kind of resource that is named by `Name` and has an Arn. */
const thing: ResourceKind = {
  identify: (physicalName, properties, place) => {
    const name = String(properties['Name'] ?? physicalName);
    return { ref: name, attributes: { Arn: `arn:aws:thing:${place.region}:${place.account}:${name}` } };
  },
  load: (resource) => refuseOthers(resource, ['Name', 'Value', 'Other', 'Left', 'Right']),
};

export const kinds: ResourceKinds = { ...noEffectKinds, 'Test::Thing': thing };

/** Writes stacks as an assembly, which is removed after the test, and reads it. */
export function assembly(stacks: Readonly<Record<string, StackFiles>>) {
  const folder = assemblyFolder(stacks);
  folders.push(folder);
  return readAssembly(folder);
}

/** Loads one stack of things and gives the resolved `Value` of the thing called `T`. */
export async function resolvedValue(value: unknown, sections: Record<string, unknown> = {}): Promise<unknown> {
  const template = {
    ...sections,
    Resources: {
      T: { Type: 'Test::Thing', Properties: { Value: value } },
      Peer: { Type: 'Test::Thing', Properties: { Name: 'peer' } },
    },
  };
  const loaded = await loadStacks(assembly({ one: { template } }), kinds);
  return loaded.find(({ logicalId }) => logicalId === 'T')?.properties['Value'];
}
