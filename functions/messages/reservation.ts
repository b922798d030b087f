import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../events/event.ts';

/** How long a reservation holds while nobody knows whether its message went out. */
const leaseSeconds = 60;

/** What is known of one message to one address: reserved before it is sent, confirmed after. */
export interface Reservation {
  readonly version: number;
  readonly reservedAt: string;
  readonly sentAt?: string;
}

/** Whether a message may be sent: nobody reserved it, somebody is sending it, or it was handed over. */
type ReservationStatus = 'free' | 'held' | 'sent';

/** The status of a reservation at `now`; one that was never confirmed is free again after its lease. */
export function reservationStatus(reservation: Reservation | undefined, now: Temporal.Instant): ReservationStatus {
  if (!reservation) return 'free';
  if (reservation.sentAt !== undefined) return 'sent';
  const heldUntil = Date.parse(reservation.reservedAt) + leaseSeconds * 1000;
  return now.epochMilliseconds < heldUntil ? 'held' : 'free';
}

/** Reserves a message, over the reservation that stood there before. */
export function reserve(before: Reservation | undefined, now: Temporal.Instant): Reservation {
  return { version: (before?.version ?? 0) + 1, reservedAt: toInstantText(now) };
}

/** Confirms that the reserved message was handed over. */
export function confirm(reservation: Reservation, now: Temporal.Instant): Reservation {
  return { ...reservation, version: reservation.version + 1, sentAt: toInstantText(now) };
}
