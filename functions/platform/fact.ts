import type { Temporal } from 'temporal-polyfill';
import type { Envelope, EventRoom } from '../events/event.ts';

const indexShards = 4;

/** The aggregate version a decision's facts belong to. */
export interface FactOrigin {
  /** The partition of the aggregate, beside which the facts are saved. */
  readonly partition: string;
  readonly room: EventRoom;
  /** The aggregate's own id, which no other aggregate ever has. */
  readonly subject: string;
  /** The version of the aggregate that the facts brought about. */
  readonly version: number;
  readonly now: Temporal.Instant;
  /** Tells facts of one version apart that come about without changing it, such as `content.2026-11-23`. */
  readonly occasion?: string;
}

/** A fact as it is kept: an event but for what its installation adds when it is published. */
export type KeptFact = Omit<Envelope, 'specversion' | 'source'> & { readonly room: EventRoom };

/** The partition of the facts-by-time index for an hour (of an ISO instant) and a shard. */
export function factHour(time: string, shard: number): string {
  return `${time.slice(0, 13)}#${shard}`;
}

/** The shards of the facts-by-time index, so that one busy hour is not one hot partition. */
export const factShards: readonly number[] = Array.from({ length: indexShards }, (_, shard) => shard);
