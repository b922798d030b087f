import { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../events/event.ts';

/** How long a reservation holds while nobody knows whether its message went out; longer than any run takes to send it. */
const leaseSeconds = 60;

/** What is known of one message to one address: reserved before it is sent, and what became of it after. */
export interface Reservation {
  readonly version: number;
  readonly reservedAt: string;
  /** It was handed over, to the provider or to a digest. */
  readonly sentAt?: string;
  /** It was not taken, and may be later. */
  readonly releasedAt?: string;
  /** It will never be taken, and the provider's code for why. */
  readonly refused?: { readonly at: string; readonly code: string };
}

/** Whether a message may be sent: nobody reserved it, somebody is sending it, it was handed over, or it never can be. */
export type ReservationStatus =
  | { readonly kind: 'free' }
  /** Free as well, but a run that ended without a word may have sent it. */
  | { readonly kind: 'doubtful' }
  | { readonly kind: 'held'; readonly heldUntil: string }
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused' };

/** The status of a reservation at `now`; one of which nothing was heard is free again after its lease. */
export function reservationStatus(reservation: Reservation | undefined, now: Temporal.Instant): ReservationStatus {
  if (!reservation || reservation.releasedAt !== undefined) return { kind: 'free' };
  if (reservation.sentAt !== undefined) return { kind: 'sent' };
  if (reservation.refused) return { kind: 'refused' };
  const heldUntil = heldUntilOf(reservation);
  return toInstantText(now) < heldUntil ? { kind: 'held', heldUntil } : { kind: 'doubtful' };
}

/** Until when (ISO text) a reservation holds of which nothing is heard. */
export function heldUntilOf({ reservedAt }: Reservation): string {
  return toInstantText(Temporal.Instant.from(reservedAt).add({ seconds: leaseSeconds }));
}

/** Reserves a message, over the reservation that stood there before. */
export function reserve(before: Reservation | undefined, now: Temporal.Instant): Reservation {
  return { version: (before?.version ?? 0) + 1, reservedAt: toInstantText(now) };
}

/** Confirms that the reserved message was handed over. */
export function confirm({ version, reservedAt }: Reservation, now: Temporal.Instant): Reservation {
  return { version: version + 1, reservedAt, sentAt: toInstantText(now) };
}

/** Notes in one with the reservation that a digest takes the message. */
export function gather({ version, reservedAt }: Reservation, now: Temporal.Instant): Reservation {
  return { version, reservedAt, sentAt: toInstantText(now) };
}

/** Gives a reserved message free, because it was certainly not sent. */
export function release({ version, reservedAt }: Reservation, now: Temporal.Instant): Reservation {
  return { version: version + 1, reservedAt, releasedAt: toInstantText(now) };
}

/** Notes that the provider will never take the reserved message. */
export function refuse({ version, reservedAt }: Reservation, code: string, now: Temporal.Instant): Reservation {
  return { version: version + 1, reservedAt, refused: { at: toInstantText(now), code } };
}
