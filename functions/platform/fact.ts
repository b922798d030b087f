import type { Temporal } from 'temporal-polyfill';
import type { Envelope, EventRoom } from '../events/event.ts';
import type { Key } from './table.ts';

/**
 * A partition of the index takes 1,000 write units a second. The thousand leads that the door lets in have about four facts each at
 * once, of one or two units: 125 a second for each of these, and 2,000 for each of the four that there were.
 */
const indexShards = 64;

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

/** A fact where it is kept; without `fact` where what lies there is none. */
export interface FoundFact extends Key {
  readonly fact?: KeptFact;
}

/** What an item keeps as its fact; undefined where it is not whole, and so could not be published. */
export function wholeFact(envelope: unknown): KeptFact | undefined {
  if (typeof envelope !== 'object' || envelope === null) return undefined;
  const given = envelope as Readonly<Record<keyof KeptFact, unknown>>;
  const texts = [given.id, given.room, given.type, given.subject, given.correlationid, given.time];
  const isWhole = texts.every((text) => typeof text === 'string' && text !== '') && 'data' in given;
  return isWhole && !Number.isNaN(Date.parse(String(given.time))) ? (given as KeptFact) : undefined;
}

/** The partition of the facts-by-time index for an hour (of an ISO instant) and a shard. */
export function factHour(time: string, shard: number): string {
  return `${time.slice(0, 13)}#${shard}`;
}

/** The shards of the facts-by-time index, those of before among them, so that one busy hour is not one hot partition. */
export const factShards: readonly number[] = Array.from({ length: indexShards }, (_, shard) => shard);
