import type { IdentityKey } from './identity.ts';
import { isSameName, mayBeSameName, type NameMark } from './name-mark.ts';
import type { OwnerId } from './owner-id.ts';

/** Somebody who stated a key, and what is remembered of their name. */
export interface KeyHolder {
  readonly ownerId: OwnerId;
  readonly name?: NameMark;
}

/** Who stated a key, each name once: an e-mail is one owner's under all of them, a number each name's own. */
export interface KeyHolders {
  /** 0 where it was kept before holders were numbered. */
  readonly version: number;
  readonly holders: readonly KeyHolder[];
  /** Since when (ISO text) it identifies nobody, because too many people stated it. */
  readonly sharedSince?: string;
}

/** A key that a person states, with those who stated it before. */
export interface KeyMatch {
  readonly key: IdentityKey;
  readonly held?: KeyHolders;
}

/** More names than one person, or one household, has: with one more a key is a call centre's, a form's or a store's. */
const mostNames = 5;

/** Who a key says somebody of this name is; nobody where it is new, or says nothing of them. */
export function holderNamed({ key, held }: KeyMatch, name: NameMark | undefined): OwnerId | undefined {
  if (!held || held.sharedSince !== undefined || isOneTooMany(held, name)) return undefined;
  const { holders } = held;
  if (key.kind === 'email') return holders[0]?.ownerId;
  const same = holders.find((holder) => isSameName(holder.name, name));
  if (same) return same.ownerId;
  // Of several people on one number nobody knows which one it is who does not say.
  const [only, ...others] = new Set(holders.map(({ ownerId }) => ownerId));
  return others.length === 0 && holders.some((holder) => mayBeSameName(holder.name, name)) ? only : undefined;
}

/** Who states a key, by what name, and when (ISO text). */
interface Statement extends KeyHolder {
  readonly at: string;
}

/** A key's holders with one more who stated it; undefined where that says nothing new. */
export function addHolder({ key, held }: KeyMatch, { ownerId, name, at }: Statement): KeyHolders | undefined {
  if (!held) return { version: 1, holders: [holderOf(ownerId, name)] };
  if (held.sharedSince !== undefined) return undefined;
  const { holders } = held;
  const version = held.version + 1;
  if (isOneTooMany(held, name)) return { version, holders, sharedSince: at };
  // Beside the names there may be somebody without one.
  if (holders.length > mostNames) return undefined;
  const holderId = key.kind === 'email' ? (holders[0]?.ownerId ?? ownerId) : ownerId;
  const known = knownAs(holders, holderId, name);
  if (!known) return { version, holders: [...holders, holderOf(holderId, name)] };
  if (!saysMore(name, known.name)) return undefined;
  return { version, holders: holders.map((each) => (each === known ? holderOf(each.ownerId, name) : each)) };
}

/** The other people who stated a key. */
export function othersWith({ held }: KeyMatch, ownerId: OwnerId): readonly OwnerId[] {
  return [...new Set(held?.holders.map((holder) => holder.ownerId))].filter((each) => each !== ownerId);
}

function isOneTooMany({ holders }: KeyHolders, name: NameMark | undefined): boolean {
  // Somebody without a name is none of the names, and keeps no key open.
  const named = holders.filter((holder) => holder.name !== undefined);
  return name !== undefined && named.length >= mostNames && !named.some((holder) => mayBeSameName(holder.name, name));
}

function knownAs(holders: readonly KeyHolder[], ownerId: OwnerId, name: NameMark | undefined): KeyHolder | undefined {
  return (
    holders.find((holder) => isSameName(holder.name, name)) ??
    holders.find((holder) => holder.ownerId === ownerId && mayBeSameName(holder.name, name))
  );
}

function saysMore(name: NameMark | undefined, known: NameMark | undefined): boolean {
  if (name === undefined) return false;
  return known === undefined || (known.last === undefined && name.last !== undefined);
}

function holderOf(ownerId: OwnerId, name: NameMark | undefined): KeyHolder {
  return { ownerId, ...(name && { name }) };
}
