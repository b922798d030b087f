import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';
import type { Item, Key, Table, Write } from '../../platform/table.ts';
import { leadPartition } from '../lead/lead.store.ts';
import type { LeadId } from '../lead/lead.ts';

/** How long a reservation holds while nobody knows whether its mail went out. */
const leaseSeconds = 60;

/** What is known of one notice: reserved before it is sent, confirmed after. */
export interface Reservation {
  readonly version: number;
  readonly reservedAt: string;
  readonly sentAt?: string;
}

/** The reservation of a lead's notice, if there is one. */
export async function loadReservation(table: Table, at: NoticePlace): Promise<Reservation | undefined> {
  return (await table.get(place(at))) as (Item & Reservation) | undefined;
}

/** Whether a notice may be sent now: nobody reserved it, or whoever did never confirmed it. */
export function standing(reservation: Reservation | undefined, now: Temporal.Instant): 'free' | 'held' | 'sent' {
  if (!reservation) return 'free';
  if (reservation.sentAt !== undefined) return 'sent';
  const heldUntil = Date.parse(reservation.reservedAt) + leaseSeconds * 1000;
  return now.epochMilliseconds < heldUntil ? 'held' : 'free';
}

/** The reservation over what stood there before. */
export function reserved(before: Reservation | undefined, now: Temporal.Instant): Reservation {
  return { version: (before?.version ?? 0) + 1, reservedAt: toInstantText(now) };
}

/** The reservation, now that its mail was handed over. */
export function confirmed(reservation: Reservation, now: Temporal.Instant): Reservation {
  return { ...reservation, version: reservation.version + 1, sentAt: toInstantText(now) };
}

/** One notice of one lead. */
export interface NoticePlace {
  readonly leadId: LeadId;
  readonly noticeId: string;
}

/** Saves a reservation over `before`, if nobody else changed it in between. */
export function saveReservation(at: NoticePlace, before: Reservation | undefined, next: Reservation): Write {
  const item = { ...place(at), ...next };
  return before ? { kind: 'replace', item, from: before.version } : { kind: 'create', item };
}

function place({ leadId, noticeId }: NoticePlace): Key {
  return { PK: leadPartition(leadId), SK: `NOTICE#${noticeId}` };
}
