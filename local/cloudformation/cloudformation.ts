/**
 * CloudFormation, as far as templates that CDK synthesized need it.
 *
 * Emulates: the stacks of a cloud assembly in the order of their dependencies; parameters with defaults, mappings,
 * conditions, outputs with exports; Ref, GetAtt, Sub, Join, Select, Split, ImportValue, FindInMap, Base64, If; the
 * pseudo parameters. Names are given as CloudFormation would, without its random suffix.
 *
 * Refuses, by resource: types and properties no service here honours; GetAZs, Cidr, Transform, ForEach and every
 * function not named above; dynamic references (`{{resolve:…}}`); parameters read from SSM; container images;
 * creation and update policies; more than one region or account. Updates and deletions do not exist.
 */
import type { Assembly } from './assembly.ts';
import type { DeclaredResource } from './declared-resource.ts';
import { inOrderOfNeed } from './load-order.ts';
import { type Resource, type ResourceKinds, Unsupported } from './resource.ts';
import { Stack, type World } from './stack.ts';

/**
 * Takes every resource of `assembly` into service, those that others name first, and gives them in that order.
 * Throws Unsupported with one line for each resource that is not emulated.
 */
export async function loadStacks(assembly: Assembly, kinds: ResourceKinds): Promise<readonly Resource[]> {
  const world: World = { kinds, place: assembly.place, exports: new Map() };
  const stacks = assembly.stacks.map((artifact) => new Stack(artifact, world));
  const declared = stacks.flatMap((stack) => [...stack.resources.values()]);
  refuse(declared.filter(({ type }) => !Object.hasOwn(kinds, type)).map(({ path, type }) => `${path} (${type})`));

  const problems: string[] = [];
  const resolved = new Map<DeclaredResource, Resource>();
  for (const resource of declared) {
    await collect(problems, resource, () => {
      const identity = resource.identity(kinds[resource.type], world.place);
      resolved.set(resource, resource.resolved(identity));
    });
  }
  const loaded: Resource[] = [];
  for (const resource of inOrderOfNeed(declared, stacks)) {
    const ready = resolved.get(resource);
    if (!ready) continue;
    await collect(problems, resource, () => kinds[resource.type]?.load?.(ready));
    loaded.push(ready);
  }
  refuse(problems);
  return loaded;
}

async function collect(problems: string[], at: DeclaredResource, work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    problems.push(error.message.startsWith(at.path) ? error.message : `${at.path} (${at.type}): ${error.message}`);
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new Unsupported(['The template uses what is not emulated on this machine:', ...problems].join('\n  '));
}
