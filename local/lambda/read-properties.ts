import * as z from 'zod';
import { type Resource, Unsupported } from '../cloudformation/resource.ts';

/** A property without effect in this runtime. */
export const harmless = z.unknown().optional();

/** CloudFormation passes numbers and booleans on as text where a parameter stood. */
export const number = z.coerce.number();
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/**
 * Reads a resource's properties by a schema of strict objects. Throws Unsupported naming the resource and the property
 * for whatever the schema does not know or does not take.
 */
export function readProperties<T>(resource: Resource, schema: z.ZodType<T>): T {
  const read = schema.safeParse(resource.properties);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const at = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join('.');
  const reason = issue?.code === 'unrecognized_keys' ? '' : ` with this value (${issue?.message})`;
  throw new Unsupported(`${resource.path} (${resource.type}): property ${at} is not emulated${reason}`);
}
