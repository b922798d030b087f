import type { KeptList } from '../journal/kept-list.ts';
import type { KeptMap } from '../journal/kept-map.ts';
import type { Defeat } from './dead-letter.ts';
import type { RuleTarget } from './target.resource.ts';

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

/** An event taken by PutEvents, with the bus it was put on. */
export interface PublishedEvent extends BusEvent {
  readonly eventBusName: string;
}

export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
}

/** Names a due-time index: a table, one of its indexes, and the attribute that says when an item is due. */
export interface DueIndex {
  readonly table: string;
  readonly index: string;
  readonly dueAttribute: string;
}

export interface Rule {
  readonly arn: string;
  readonly name: string;
  readonly busName: string;
  readonly logicalId: string;
  readonly enabled: boolean;
  readonly description?: string;
  readonly eventPattern?: unknown;
  readonly scheduleExpression?: string;
  /** The schedule's ticks are jumped over while this index holds nothing due. */
  readonly dueIndex?: DueIndex;
  readonly targets: readonly RuleTarget[];
}

export interface ArchivedEvent {
  readonly event: BusEvent;
  /** Epoch milliseconds. */
  readonly archivedAt: number;
}

export interface Archive {
  readonly name: string;
  readonly arn: string;
  readonly sourceArn: string;
  readonly createdAt: number;
  readonly description?: string;
  readonly eventPattern?: unknown;
  /** Zero keeps events for ever. */
  readonly retentionDays: number;
  readonly events: KeptList<ArchivedEvent>;
}

/** An event on its way to one target of a rule. */
export interface Delivery {
  readonly id: string;
  readonly ruleArn: string;
  readonly targetId: string;
  readonly event: BusEvent;
  /** Epoch milliseconds at which the bus took the event. */
  readonly receivedAt: number;
  /** Tries made after the first one. */
  readonly retries: number;
  /** When it is tried next, or again where that try was cut short; epoch milliseconds. */
  readonly dueAt: number;
  /** Why it is not tried again: at `dueAt` it is given up. */
  readonly defeat?: Omit<Defeat, 'delivery'>;
}

/** All that EventBridge remembers on this machine; plain data. */
export interface EventBridgeState {
  readonly buses: Map<string, EventBus>;
  readonly rules: Map<string, Rule>;
  readonly archives: Map<string, Archive>;
  readonly published: KeptList<PublishedEvent>;
  /** By the ARN of the rule and their ids. */
  readonly deliveries: Map<string, KeptMap<Delivery>>;
  /** Events made so far, under `made`: their ids derive from it. */
  readonly counts: KeptMap<number>;
}
