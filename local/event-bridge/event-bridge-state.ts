import type { KeptList } from '../journal/kept-list.ts';
import type { KeptMap } from '../journal/kept-map.ts';
import type { Delivery } from './delivery.ts';
import type { BusEvent } from './event.ts';
import type { RuleTarget } from './target.resource.ts';

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

/** All that EventBridge remembers in this runtime; plain data. */
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
