import type { IdentityKey } from './identity.ts';
import { holderNamed, type KeyMatch } from './key-holders.ts';
import type { NameMark } from './name-mark.ts';
import type { OwnerId } from './owner-id.ts';

/** Whose a lead is, by the keys its person states. */
export type Resolution =
  | { readonly kind: 'new' }
  | { readonly kind: 'known'; readonly ownerId: OwnerId }
  | { readonly kind: 'ambiguous'; readonly ownerId: OwnerId; readonly others: readonly OwnerId[] };

/**
 * Decides by whom the stated keys name: nobody, a new owner; one, that one; several, the one an e-mail names first (a
 * number is shared more often than an address). Several are reported, never merged.
 */
export function resolveOwner(matches: readonly KeyMatch[], name: NameMark | undefined): Resolution {
  const byEmail = matches.toSorted((a, b) => rank(a) - rank(b));
  const [ownerId, ...others] = new Set(byEmail.flatMap((match) => holderNamed(match, name) ?? []));
  if (ownerId === undefined) return { kind: 'new' };
  return others.length === 0 ? { kind: 'known', ownerId } : { kind: 'ambiguous', ownerId, others };
}

/** The stated keys that somebody stated before and that do not say that it is this owner, or anybody. */
export function keysOfOthers(
  matches: readonly KeyMatch[],
  name: NameMark | undefined,
  ownerId: OwnerId | undefined,
): readonly IdentityKey[] {
  return matches.flatMap((match) => {
    const named = holderNamed(match, name);
    return match.held === undefined || (named !== undefined && named === ownerId) ? [] : [match.key];
  });
}

function rank({ key }: KeyMatch): number {
  return key.kind === 'email' ? 0 : 1;
}
