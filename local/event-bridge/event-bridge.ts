/**
 * Amazon EventBridge: event buses, rules and archives ("classic" AWS::Events resources).
 *
 * Emulates: PutEvents with per-entry results; event patterns (pattern.ts); rules with targets in Lambda (asynchronous
 * invocation), SQS, Step Functions and other buses; Input, InputPath, InputTransformer; retries with backoff in virtual
 * time, then the target's dead-letter queue; rate() and cron() on the default bus; archives with retention; and of the
 * rest of the API ListEventBuses, DescribeEventBus, ListRules, DescribeRule, ListTargetsByRule, DescribeArchive,
 * TestEventPattern. A schedule whose rule has `local:dueIndex` in its Metadata skips the ticks that would find nothing due.
 *
 * Refuses: other targets and their parameters, inputs for bus targets, rules with a RoleArn of their own, CloudTrail
 * rules, partner event sources, replays, global endpoints, pipes, and rules made over the API.
 * An event brought to another bus gets a new id there.
 */
import type { Place, ResourceKinds } from '../cloudformation/resource.ts';
import { type AwsCall, type Dispatcher, unsupportedAction } from '../dispatcher.ts';
import { type DeliveryFaults, noDeliveryFaults } from '../faults/delivery-faults.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import { KeptList } from '../journal/kept-list.ts';
import { keptMap } from '../journal/kept-map.ts';
import type { Scheduler } from '../scheduler.ts';
import { archiveKind } from './archive.resource.ts';
import { busArn } from './bus-name.ts';
import type { Collaborators } from './collaborators.ts';
import { Deliverer } from './deliverer.ts';
import {
  describeArchive,
  describeEventBus,
  describeRule,
  listEventBuses,
  listRules,
  listTargetsByRule,
  testEventPattern,
} from './describe.ts';
import type { EventBridgeState, PublishedEvent } from './event-bridge-state.ts';
import { eventBusKind } from './event-bus.resource.ts';
import { putEvents } from './put-events.ts';
import { EventRouter } from './routing.ts';
import { ruleKind } from './rule.resource.ts';
import { type DueWatch, Schedules } from './schedules.ts';

export interface EventBridgeParts extends Partial<DueWatch> {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly journal?: Journal;
  /** Hears what AWS would drop in silence; by default it is written to stderr. */
  readonly complain?: (message: string) => void;
  /** What happens to deliveries; nothing by default. */
  readonly faults?: DeliveryFaults;
}

export interface EventBridge {
  readonly kinds: ResourceKinds;
  /** The events that PutEvents has taken, oldest first; all or of one detail type. */
  events(type?: string): readonly PublishedEvent[];
  /** Ticks up to now that schedules jumped over and no timer has reported to the scheduler; to be asked after each move of the clock. */
  passedOver(): number;
}

/** Puts EventBridge into service, with the default bus. */
export function createEventBridge(parts: EventBridgeParts): EventBridge {
  const { scheduler, dispatcher, place, journal = noJournal } = parts;
  const { complain = (message: string) => console.error(message) } = parts;
  const state: EventBridgeState = {
    buses: new Map([['default', { name: 'default', arn: busArn('default', place) }]]),
    rules: new Map(),
    archives: new Map(),
    published: new KeptList(journal.shelf('published events')),
    deliveries: new Map(),
    counts: keptMap(journal.shelf('counts of events')),
  };
  const { faults = noDeliveryFaults } = parts;
  const collaborators: Collaborators = { scheduler, dispatcher, place, state, journal, complain, faults };
  const deliverer = new Deliverer(collaborators);
  const router = new EventRouter(collaborators, deliverer);
  const schedules = new Schedules(collaborators, deliverer, dueIndexesOf(parts));
  const actions = actionsOf(collaborators, router);
  dispatcher.register('events', async (call) => {
    const action = actions.get(call.action);
    if (!action) throw unsupportedAction(call);
    return action(call);
  });
  return {
    kinds: kindsOf(collaborators, deliverer, schedules),
    events: (type) =>
      type === undefined
        ? [...state.published.all]
        : state.published.all.filter((event) => event['detail-type'] === type),
    passedOver: () => schedules.passedOver(),
  };
}

function kindsOf(
  { state, scheduler, journal }: Collaborators,
  deliverer: Deliverer,
  schedules: Schedules,
): ResourceKinds {
  return {
    'AWS::Events::EventBus': eventBusKind(state),
    'AWS::Events::Rule': ruleKind((rule) => {
      state.rules.set(rule.arn, rule);
      deliverer.serve(rule);
      return schedules.start(rule);
    }),
    'AWS::Events::Archive': archiveKind(
      journal,
      () => scheduler.now(),
      (archive) => void state.archives.set(archive.name, archive),
    ),
  };
}

type Action = (call: AwsCall) => Record<string, unknown>;

function actionsOf(collaborators: Collaborators, router: EventRouter): ReadonlyMap<string, Action> {
  const { state, scheduler } = collaborators;
  return new Map<string, Action>([
    ['PutEvents', (call) => putEvents(collaborators, router, call)],
    ['ListEventBuses', (call) => listEventBuses(state, call)],
    ['DescribeEventBus', (call) => describeEventBus(state, call)],
    ['ListRules', (call) => listRules(state, call)],
    ['DescribeRule', (call) => describeRule(state, call)],
    ['ListTargetsByRule', (call) => listTargetsByRule(state, call)],
    ['DescribeArchive', (call) => describeArchive(state, scheduler.now(), call)],
    ['TestEventPattern', testEventPattern],
  ]);
}

function dueIndexesOf({ smallestDue, onTableChange }: Partial<DueWatch>): DueWatch | undefined {
  return smallestDue && onTableChange ? { smallestDue, onTableChange } : undefined;
}
