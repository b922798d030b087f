import type { Temporal } from 'temporal-polyfill';
import type { Envelope, EventRoom, Fact } from '../events/event.ts';
import { toInstantText } from '../events/event.ts';
import { factsByTime } from './fact.index.ts';
import { shardOf } from './stable-hash.ts';
import { entryIn } from './table.index.ts';
import type { Item, Write } from './table.ts';
import { expiresAfter } from './write.ts';

const keptDays = 35;
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

/** Turns a decision's facts into items saved beside their aggregate; the relay publishes them from the table's stream. */
export function factWrites(origin: FactOrigin, facts: readonly Fact[]): Write[] {
  return facts.map((fact, position) => ({ kind: 'create', item: factItem(origin, fact, position) }));
}

function factItem(origin: FactOrigin, fact: Fact, position: number): Item {
  const time = toInstantText(origin.now);
  // One decision may bring the same kind twice (two overdue warnings), so the position is part of the id.
  const ordinal = origin.occasion === undefined ? `${position}` : `${origin.occasion}.${position}`;
  const id = `${origin.subject}.${origin.version}.${ordinal}.${fact.type}`;
  const envelope: KeptFact = {
    id,
    room: origin.room,
    type: fact.type,
    time,
    subject: origin.subject,
    correlationid: origin.subject,
    data: fact.data,
  };
  return {
    PK: origin.partition,
    SK: `FACT#${String(origin.version).padStart(9, '0')}#${ordinal}#${fact.type}`,
    envelope,
    // By hour and shard, so that facts of a time range can be found again without reading the stream.
    ...entryIn(factsByTime, factHour(time, shardOf(id, factShards.length)), `${time}#${id}`),
    expiresAt: expiresAfter(origin.now, keptDays),
  };
}

/** The partition of the facts-by-time index for an hour (of an ISO instant) and a shard. */
export function factHour(time: string, shard: number): string {
  return `${time.slice(0, 13)}#${shard}`;
}

/** The shards of the facts-by-time index, so that one busy hour is not one hot partition. */
export const factShards: readonly number[] = Array.from({ length: indexShards }, (_, shard) => shard);
