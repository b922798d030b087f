import type { Place } from '../cloudformation/resource.ts';

/** The name of a bus given by name or ARN. */
export function busNameIn(reference: string): string {
  const arn = /^arn:[^:]+:events:[^:]*:[^:]*:event-bus\/(.+)$/.exec(reference);
  return arn?.[1] ?? reference;
}

/** The ARN of a bus of this place. */
export function busArn(name: string, { partition, region, account }: Place): string {
  return `arn:${partition}:events:${region}:${account}:event-bus/${name}`;
}
