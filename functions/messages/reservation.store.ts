import type { Item, Key, Table, Write } from '../platform/table.ts';
import type { Reservation } from './reservation.ts';

/** Which message is reserved: the partition of what it is about, and its id there. */
export interface MessageKey {
  readonly partition: string;
  readonly messageId: string;
}

/** The reservation of a message, if there is one. */
export async function loadReservation(table: Table, message: MessageKey): Promise<Reservation | undefined> {
  return (await table.get(keyOf(message))) as (Item & Reservation) | undefined;
}

/** Saves a reservation over `before`, if nobody else changed it in between. */
export function saveReservation(message: MessageKey, before: Reservation | undefined, next: Reservation): Write {
  const item = { ...keyOf(message), ...next };
  return before ? { kind: 'replace', item, from: before.version } : { kind: 'create', item };
}

function keyOf({ partition, messageId }: MessageKey): Key {
  return { PK: partition, SK: `NOTICE#${messageId}` };
}
