import { type Decision, factOf } from '../events/event.ts';
import { type OwnerFact, ownerKeyShared } from '../events/owner.events.ts';
import type { IdentityKey } from './identity.ts';
import { addHolder, type KeyHolders, type KeyMatch, othersWith } from './key-holders.ts';
import { nameMarkOf } from './name-mark.ts';
import type { OwnerId } from './owner-id.ts';
import type { StatedPerson } from './person.ts';

/** A person, once per region, whatever dealers they deal with. */
export interface Owner {
  readonly ownerId: OwnerId;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly fullName?: string;
  /** Every key that points here, never more than a hundred. */
  readonly keys: readonly IdentityKey[];
  /** Other people with whom this one shares a key: a household, or a number that is nobody's. */
  readonly linked?: readonly OwnerId[];
}

/** What a lead adds beside the person: who it becomes if it is somebody new, the keys it states, and when. */
export interface LeadArrival {
  readonly newOwnerId: OwnerId;
  readonly keys: readonly KeyMatch[];
  /** UTC ISO 8601. */
  readonly at: string;
}

/** A key whose holders are others than before. */
export interface KeyChange extends KeyMatch {
  readonly next: KeyHolders;
}

/** `keyChanges` are written with the owner; an unchanged owner is not written, and has no facts. */
export interface OwnerChange extends Decision<Owner, OwnerFact> {
  readonly kind: 'created' | 'changed' | 'unchanged';
  readonly keyChanges: readonly KeyChange[];
}

const nameFields = ['firstName', 'lastName', 'fullName'] as const;

/** More keys than a person has: who is named by more would make the owner's item grow without end, and is still known by these. */
const mostKeys = 100;

/** More people than share keys with one person. */
const mostLinked = 20;

/**
 * Takes a lead's person into an owner: keys nobody holds are added, a name only where none is known (no import overwrites
 * one). Who shares a key with others is linked with them and stays somebody else.
 */
export function applyLead(owner: Owner | undefined, person: StatedPerson, arrival: LeadArrival): OwnerChange {
  const { newOwnerId, keys: stated, at } = arrival;
  const created = { ownerId: newOwnerId, version: 0, createdAt: at, updatedAt: at, keys: [] };
  const before: Owner = owner ?? created;
  const keyChanges = changesOf(before, stated, { name: nameMarkOf(person), at });
  const named = nameFields.some((field) => before[field] !== undefined);
  const names = named ? {} : namesOf(person);
  const keys = newKeys(before, keyChanges);
  const facts = keyChanges.flatMap((change) => sharedFact(before, change));
  if (owner && keys.length === 0 && facts.length === 0 && Object.keys(names).length === 0)
    return { kind: 'unchanged', state: owner, keyChanges, facts };
  const linked = linkedWith(before, keyChanges);
  const state = { ...before, ...names, version: before.version + 1, updatedAt: at, keys: [...before.keys, ...keys] };
  return {
    kind: owner ? 'changed' : 'created',
    state: { ...state, ...(linked.length > 0 && { linked }) },
    keyChanges,
    facts,
  };
}

function changesOf(
  { ownerId, keys }: Owner,
  stated: readonly KeyMatch[],
  { name, at }: { readonly name: ReturnType<typeof nameMarkOf>; readonly at: string },
): readonly KeyChange[] {
  let room = mostKeys - keys.length;
  return stated.flatMap((match) => {
    const next = addHolder(match, { ownerId, at, ...(name && { name }) });
    if (!next) return [];
    if (!match.held) room -= 1;
    return !match.held && room < 0 ? [] : [{ ...match, next }];
  });
}

/** The keys that point at an owner from now on. */
function newKeys({ ownerId, keys }: Owner, changes: readonly KeyChange[]): readonly IdentityKey[] {
  const isHolder = ({ next }: KeyChange) => next.holders.some((holder) => holder.ownerId === ownerId);
  const isNew = ({ key: { kind, value } }: KeyChange) =>
    !keys.some((known) => known.kind === kind && known.value === value);
  const added = changes.filter((change) => isHolder(change) && isNew(change)).map(({ key }) => key);
  return added.slice(0, Math.max(0, mostKeys - keys.length));
}

/** A number of somebody else's, or one name too many: that the names of an e-mail differ says nothing yet. */
function sharedFact({ ownerId }: Owner, change: KeyChange): readonly OwnerFact[] {
  const { key, held, next } = change;
  const others = othersWith(change, ownerId);
  const identifiesNobody = next.sharedSince !== undefined;
  const isAnother = next.holders.length > (held?.holders.length ?? 0) && key.kind === 'phone' && others.length > 0;
  if (!identifiesNobody && !isAnother) return [];
  const people = next.holders.length + (identifiesNobody ? 1 : 0);
  return [factOf(ownerKeyShared, { ownerId, others: [...others], by: key.kind, people, identifiesNobody })];
}

function linkedWith({ ownerId, linked = [] }: Owner, changes: readonly KeyChange[]): readonly OwnerId[] {
  const personal = changes.filter(({ key, next }) => key.kind === 'phone' && next.sharedSince === undefined);
  const others = personal.flatMap((change) => othersWith(change, ownerId));
  return [...new Set([...linked, ...others])].slice(0, mostLinked);
}

function namesOf(person: StatedPerson): Pick<Owner, (typeof nameFields)[number]> {
  const stated = nameFields.flatMap((field) => (person[field] === undefined ? [] : [[field, person[field]] as const]));
  return Object.fromEntries(stated);
}
