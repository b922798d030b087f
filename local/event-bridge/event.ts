import { createHash } from 'node:crypto';
import type { Place } from '../cloudformation/resource.ts';

/** An event as rules see it and targets get it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO-8601, UTC, to the second, as AWS writes it. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What makes an event the one it is. */
interface EventMatter {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Puts the matter into the envelope of the bus. */
export function makeEvent(place: Place, matter: EventMatter): BusEvent {
  return {
    version: '0',
    id: matter.id,
    'detail-type': matter.detailType,
    source: matter.source,
    account: place.account,
    time: toTheSecond(matter.at),
    region: place.region,
    resources: matter.resources,
    detail: matter.detail,
  };
}

/** A UUID that depends on the seed alone: the same run gives the same ids. */
export function uuidOf(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}

/** An instant as events carry it: ISO-8601 in UTC without fractions of a second. */
export function toTheSecond(at: number): string {
  return `${new Date(at).toISOString().slice(0, -5)}Z`;
}
