/** What `ETag` says of a version. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * Whether `If-Match` lets a change of this version through: it asks for nothing, or names what stands; `*` is whatever
 * stands. A weak tag names nothing, because what a change replaces must be the very same (RFC 9110, 13.1.1).
 */
export function isMatched(ifMatch: string | undefined, version: number | undefined): boolean {
  if (ifMatch === undefined) return true;
  if (version === undefined) return false;
  const named = ifMatch.split(',').map((tag) => tag.trim());
  return named.includes('*') || named.includes(entityTag(version));
}
