import type { Calendar } from './calendar.ts';

export type DealerId = string & { readonly brand: 'DealerId' };
export type PersonId = string & { readonly brand: 'PersonId' };

/** Somebody who works at a store. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly role: string;
  readonly email: string;
  readonly shifts?: readonly unknown[];
  readonly capacity?: number;
}

/** A store, as the OEM and the store itself maintain it. */
export interface Dealer extends Calendar {
  readonly dealerId: DealerId;
  readonly version: number;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly people: readonly Person[];
  readonly district?: { readonly id: string; readonly name: string; readonly email: string };
  readonly postalAddress?: Readonly<Record<string, unknown>>;
  readonly slaOverrides?: Readonly<Record<string, unknown>>;
  readonly dials?: Readonly<Record<string, unknown>>;
}
