import type { DealerId } from '../../platform/tenant.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { CalendarVersion } from '../calendar/calendar-version.ts';
import type { Dials } from '../dials/follow-up-dials.ts';
import type { FieldMap } from '../field-map/field-map.ts';
import type { Person } from '../people/person.ts';
import type { RoutingForm } from '../routing/routing.ts';

/** Who a dealer's third escalation level goes to. */
export interface District {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** What a dealer sets for itself within the OEM's bounds. */
interface SlaOverrides {
  readonly firstResponseMinutes?: number;
}

/** What is kept of a dealer beyond its record-keeping: all that `PUT /v1/dealers/{dealerId}` sets. */
export interface DealerFields extends Calendar {
  readonly name: string;
  /** Other names that leads may call it by. */
  readonly aliases?: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly people: readonly Person[];
  /** Where its people may be mailed; without any, nobody is. */
  readonly mailDomains?: readonly string[];
  readonly routing?: RoutingForm;
  readonly district?: District;
  /** One line, or its parts by name. */
  readonly postalAddress?: string | Readonly<Record<string, string>>;
  readonly slaOverrides?: SlaOverrides;
  readonly fieldMap?: FieldMap;
  readonly dials?: Dials;
}

/** A dealer, as the OEM and the dealer itself maintain it. */
export interface Dealer extends DealerFields {
  readonly dealerId: DealerId;
  readonly version: number;
  readonly updatedAt: string;
  /** The version of its calendar that is kept beside it; absent where it was saved last before there were any. */
  readonly calendarVersion?: CalendarVersion;
}

/** What whoever comes with a dealer's own key is told while the OEM has not entered the dealer. */
export const notSetUp = 'The store of this key is not set up yet; the OEM does that with PUT /v1/dealers/{dealerId}.';
