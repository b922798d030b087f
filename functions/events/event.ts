import type { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

/** An instant as it crosses every border: UTC, ISO 8601, milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });

/** An instant in that form, so that comparing texts compares times. */
export function toInstantText(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'millisecond' });
}

/** Whether a text of `toInstantText` compares as its time does: outside the years 0 to 9999, in UTC, it begins with a sign. */
export function sortsByTime(instantText: string): boolean {
  return /^\d/.test(instantText);
}

/**
 * What stands in an event for a text that somebody else chose, such as a sender's id of an activity: `codeOf` makes it, the
 * same of the same text. Whoever knows the text can tell it again, and nobody reads a name or an address out of it.
 */
export const code = z.string().brand<'Code'>();
export type Code = z.output<typeof code>;

/** One event of the published language: its type with the major version, and the shape of its data. */
export interface EventDefinition<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  readonly type: Type;
  readonly data: Data;
}

/** Declares an event. `type` ends in its major version (`lead.received.v1`); data carries ids and codes, never names or addresses. */
export function defineEvent<const Type extends `${string}.v${number}`, Data extends z.ZodType>(
  type: Type,
  data: Data,
): EventDefinition<Type, Data> {
  return { type, data };
}

/** What a pure rule says happened; the envelope is added where it is saved. */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** What a rule decides: the state as it is from now on, and what happened; no facts where nothing did. */
export interface Decision<State, Happened extends Fact = Fact> {
  readonly state: State;
  readonly facts: readonly Happened[];
}

/** The fact that a given event definition describes. */
export type FactOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Data> ? Fact<Type, z.output<Data>> : never;

/** States that an event happened, with its data. */
export function factOf<const Type extends string, Data extends z.ZodType>(
  { type }: EventDefinition<Type, Data>,
  data: z.output<Data>,
): Fact<Type, z.output<Data>> {
  return { type, data };
}

/** The room that publishes an event. */
export type EventRoom = 'leads' | 'owners' | 'intake' | 'messages';

/** A stage in a region: which of the product's installations an event comes from. */
export interface Installation {
  readonly stage: string;
  readonly region: string;
}

/** The CloudEvents source of a room's events, a URI reference: `/lanekeeper/prod/us-east-1/leads`. */
export function sourceOf({ stage, region }: Installation, room: EventRoom): string {
  return `/lanekeeper/${stage}/${region}/${room}`;
}

/** The CloudEvents 1.0 envelope, as it stands in an EventBridge entry's `detail`. */
export interface Envelope<Data = unknown> {
  readonly specversion: '1.0';
  /** Derived from aggregate, version and kind: the same fact has the same id however often it is published, and no other has it. */
  readonly id: string;
  /** Stage, region and room, see `sourceOf`. */
  readonly source: string;
  readonly type: string;
  readonly time: string;
  /** The aggregate the fact is about, such as a lead id. */
  readonly subject: string;
  readonly correlationid: string;
  readonly data: Data;
}

/** The zod schema of a whole event, envelope and data, for those who receive it. */
export function envelopeOf<Type extends string, Data extends z.ZodType>(definition: EventDefinition<Type, Data>) {
  return z.object({
    specversion: z.literal('1.0'),
    id: z.string().min(1),
    source: z.string().min(1),
    type: z.literal(definition.type),
    time: instant,
    subject: z.string().min(1),
    correlationid: z.string().min(1),
    data: definition.data,
  });
}
