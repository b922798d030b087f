import type { Place, Resource, ResourceKinds } from '../../cloudformation/resource.ts';

export const place: Place = { region: 'us-east-1', account: '000000000000', partition: 'aws' };

/** A resource of stack `app` as the loader hands it over, named by its kind. */
export function resourceOf(
  kinds: ResourceKinds,
  type: string,
  given: Partial<Resource> & { logicalId: string },
): Resource {
  const properties = given.properties ?? {};
  const identity = kinds[type]?.identify(`app-${given.logicalId}`, properties, place) ?? { ref: '', attributes: {} };
  return { stack: 'app', type, path: `app/${given.logicalId}`, metadata: {}, ...identity, ...given, properties };
}

/** Takes resources of a service's kinds into service, one by one, and gives them. */
export function load(kinds: ResourceKinds) {
  return async (type: string, logicalId: string, properties: Record<string, unknown> = {}): Promise<Resource> => {
    const resource = resourceOf(kinds, type, { logicalId, properties });
    await kinds[type]?.load?.(resource);
    return resource;
  };
}
