import type { IdentityKey } from './identity.ts';
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
}

/** What a lead adds beside the person: who it becomes if it is somebody new, the keys nobody holds, and when. */
export interface LeadArrival {
  readonly newOwnerId: OwnerId;
  readonly free: readonly IdentityKey[];
  /** UTC ISO 8601. */
  readonly at: string;
}

/** `newKeys` are the pointers to write with the owner; an unchanged owner is not written at all. */
export type OwnerChange =
  | { readonly kind: 'created' | 'changed'; readonly owner: Owner; readonly newKeys: readonly IdentityKey[] }
  | { readonly kind: 'unchanged'; readonly owner: Owner };

const nameFields = ['firstName', 'lastName', 'fullName'] as const;

/** More keys than a person has: who is named by more would make the owner's item grow without end, and is still known by these. */
const mostKeys = 100;

/** Takes a lead's person into an owner: keys nobody holds are added, a name only where none is known (no import overwrites one). */
export function applyLead(owner: Owner | undefined, person: StatedPerson, arrival: LeadArrival): OwnerChange {
  const { newOwnerId, at } = arrival;
  const free = arrival.free.slice(0, Math.max(0, mostKeys - (owner?.keys.length ?? 0)));
  if (owner === undefined) {
    const created = { ownerId: newOwnerId, version: 1, createdAt: at, updatedAt: at, ...namesOf(person), keys: free };
    return { kind: 'created', owner: created, newKeys: free };
  }
  const named = nameFields.some((field) => owner[field] !== undefined);
  const names = named ? {} : namesOf(person);
  if (free.length === 0 && Object.keys(names).length === 0) {
    return { kind: 'unchanged', owner };
  }
  const changed = { ...owner, ...names, version: owner.version + 1, updatedAt: at, keys: [...owner.keys, ...free] };
  return { kind: 'changed', owner: changed, newKeys: free };
}

function namesOf(person: StatedPerson): Pick<Owner, (typeof nameFields)[number]> {
  const stated = nameFields.flatMap((field) => (person[field] === undefined ? [] : [[field, person[field]] as const]));
  return Object.fromEntries(stated);
}
