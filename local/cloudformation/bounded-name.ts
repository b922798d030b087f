import { createHash } from 'node:crypto';

/** Shortens a physical name to `most` characters as CloudFormation does, keeping it unique: its end becomes a hash of the whole. */
export function boundedName(name: string, most: number): string {
  if (name.length <= most) return name;
  const suffix = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `${name.slice(0, most - suffix.length - 1)}-${suffix}`;
}
