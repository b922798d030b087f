import type { StatedPerson } from '../../owners/person.ts';
import type { Vehicle } from '../../owners/vehicle.ts';

export interface Customer extends StatedPerson {
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly preferredContact?: string;
}

/** What a sender said of a vehicle in words that nobody knows. */
interface Unknown {
  readonly interestStated?: string;
  readonly conditionStated?: string;
}

export interface VehicleOfInterest extends Vehicle, Unknown {
  readonly interest: 'buy' | 'lease' | 'test-drive';
}

export interface TradeIn extends Vehicle, Unknown {
  readonly interest: 'trade-in' | 'sell';
  /** The odometer's text and unit, both as stated. */
  readonly odometer?: string;
  readonly odometerUnit?: string;
  /** The state it is in, in the sender's words: excellent, good, fair, poor. */
  readonly wear?: string;
}

/** A visit the customer asked for together with the lead. */
export interface AppointmentWish {
  readonly kind: string;
  /** As stated, with its offset. */
  readonly at?: string;
  readonly durationMinutes?: number;
  readonly notes?: string;
}

export interface LeadSource {
  readonly system: string;
  readonly id?: string;
  readonly provider?: string;
  readonly campaign?: string;
  /** The dealer's name in the sender's words (ADF vendor block). */
  readonly vendor?: string;
  /** The OEM's word for the system, by the dealer's field map. */
  readonly class?: string;
}

/** A lead as its sender stated it, in our words; nothing defaulted, nothing decided. */
export interface StatedLead {
  readonly source: LeadSource;
  /** The provider's own id for this lead where it is proof of identity (never a mere sequence number). */
  readonly providerId?: string;
  /** The dealer a provider's or the OEM's lead names, in the sender's words: it may be none of ours. */
  readonly dealerId?: string;
  readonly customer: Customer;
  /** People whom the document names beside its customer, a spouse or a referrer; never a way to reach the customer. */
  readonly otherContacts?: readonly Customer[];
  readonly vehiclesOfInterest: readonly VehicleOfInterest[];
  readonly tradeIns: readonly TradeIn[];
  readonly message?: string;
  readonly appointment?: AppointmentWish;
  /** Consent grants as given, kept as proof. */
  readonly consents?: readonly Readonly<Record<string, unknown>>[];
  readonly requestedAt?: string;
  /** The request date's own text, kept where it could not be read. */
  readonly requestedAtStated?: string;
}

/** A lead as read, before its dealer is known: phone numbers raw, the request date only as stated. */
export type RawLead = Omit<StatedLead, 'requestedAt'> & {
  /** What else the lead calls its dealer, beside `dealerId` and `source.vendor`: ids first, then names. */
  readonly dealerNames?: readonly string[];
};
