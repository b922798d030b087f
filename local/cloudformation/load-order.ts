import type { DeclaredResource } from './declared-resource.ts';

interface Declares {
  readonly resources: ReadonlyMap<string, DeclaredResource>;
}

/**
 * Sorts resources so that each comes after those it names or depends on, otherwise in the template's order.
 * A circle is entered where the template enters it: names are known before anything is loaded.
 */
export function inOrderOfNeed(
  declared: readonly DeclaredResource[],
  stacks: readonly Declares[],
): readonly DeclaredResource[] {
  const stackOf = new Map(
    stacks.flatMap((stack) => [...stack.resources.values()].map((item) => [item, stack] as const)),
  );
  const ordered = new Set<DeclaredResource>();
  const entered = new Set<DeclaredResource>();
  const visit = (resource: DeclaredResource) => {
    if (entered.has(resource)) return;
    entered.add(resource);
    for (const logicalId of resource.dependsOn) {
      const needed = stackOf.get(resource)?.resources.get(logicalId);
      if (needed) visit(needed);
    }
    for (const needed of resource.named) visit(needed);
    ordered.add(resource);
  };
  for (const resource of declared) visit(resource);
  return [...ordered];
}
