import type { WeeklyHours } from '../calendar/calendar.ts';

export type PersonId = string & { readonly brand: 'PersonId' };

/** Local dates, both included, on which somebody does not work. */
export interface Absence {
  readonly from: string;
  readonly to: string;
}

/** Somebody who works at a dealer. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly role: string;
  readonly email: string;
  /** In the dealer's zone; without any, always on duty. */
  readonly shifts?: readonly WeeklyHours[];
  readonly absences?: readonly Absence[];
  /** Codes such as `lang:es` or `ev`. */
  readonly skills?: readonly string[];
  /** Open leads to have at most; without it, any number. */
  readonly capacity?: number;
}
