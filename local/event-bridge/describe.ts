import * as z from 'zod';
import { type AwsCall, AwsError } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';
import { expire } from './archive.ts';
import { busNameIn } from './bus-name.ts';
import type { Archive, EventBridgeState, EventBus, Rule } from './event-bridge-state.ts';
import { compilePattern, InvalidPattern } from './pattern.ts';

type Answer = Record<string, unknown>;

const paging = { NextToken: z.string().optional(), Limit: z.number().optional() };
const listed = z.strictObject({
  NamePrefix: z.string().default(''),
  EventBusName: z.string().default('default'),
  ...paging,
});
const named = z.strictObject({ Name: z.string(), EventBusName: z.string().default('default') });
const byRule = z.strictObject({ Rule: z.string(), EventBusName: z.string().default('default'), ...paging });
const bus = z.strictObject({ Name: z.string().default('default') });
const archived = z.strictObject({ ArchiveName: z.string() });
const pattern = z.strictObject({ EventPattern: z.string(), Event: z.string() });

/** ListEventBuses: everything in one page. */
export function listEventBuses({ buses }: EventBridgeState, call: AwsCall): Answer {
  const { NamePrefix } = readInput(listed.omit({ EventBusName: true }), call);
  return { EventBuses: [...buses.values()].filter(({ name }) => name.startsWith(NamePrefix)).map(busAnswer) };
}

/** DescribeEventBus: the default bus unless named; throws ResourceNotFoundException. */
export function describeEventBus(state: EventBridgeState, call: AwsCall): Answer {
  return busAnswer(knownBus(state, readInput(bus, call).Name));
}

/** ListRules of one bus: everything in one page. */
export function listRules(state: EventBridgeState, call: AwsCall): Answer {
  const { NamePrefix, EventBusName } = readInput(listed, call);
  const { name: busName } = knownBus(state, EventBusName);
  const rules = [...state.rules.values()].filter(
    (rule) => rule.busName === busName && rule.name.startsWith(NamePrefix),
  );
  return { Rules: rules.map(ruleAnswer) };
}

/** DescribeRule; throws ResourceNotFoundException. */
export function describeRule(state: EventBridgeState, call: AwsCall): Answer {
  const { Name, EventBusName } = readInput(named, call);
  return ruleAnswer(knownRule(state, Name, EventBusName));
}

/** ListTargetsByRule: everything in one page. */
export function listTargetsByRule(state: EventBridgeState, call: AwsCall): Answer {
  const { Rule: name, EventBusName } = readInput(byRule, call);
  return { Targets: knownRule(state, name, EventBusName).targets };
}

/** DescribeArchive, with the events that its retention still keeps; throws ResourceNotFoundException. */
export function describeArchive(state: EventBridgeState, now: number, call: AwsCall): Answer {
  const { ArchiveName } = readInput(archived, call);
  const archive = state.archives.get(ArchiveName);
  if (!archive) throw notFound(`Archive ${ArchiveName} does not exist.`);
  expire(archive, now);
  return archiveAnswer(archive);
}

/** TestEventPattern; throws InvalidEventPatternException. */
export function testEventPattern(call: AwsCall): Answer {
  const { EventPattern, Event } = readInput(pattern, call);
  try {
    return { Result: compilePattern(JSON.parse(EventPattern))(JSON.parse(Event)) };
  } catch (error) {
    if (error instanceof InvalidPattern) throw new AwsError(error.name, error.message);
    if (error instanceof SyntaxError) throw new AwsError('InvalidEventPatternException', 'Event pattern is not valid.');
    throw error;
  }
}

function knownBus({ buses }: EventBridgeState, reference: string): EventBus {
  const known = buses.get(busNameIn(reference));
  if (!known) throw notFound(`Event bus ${busNameIn(reference)} does not exist.`);
  return known;
}

function knownRule(state: EventBridgeState, name: string, reference: string): Rule {
  const { name: busName } = knownBus(state, reference);
  const known = [...state.rules.values()].find((rule) => rule.name === name && rule.busName === busName);
  if (!known) throw notFound(`Rule ${name} does not exist on EventBus ${busName}.`);
  return known;
}

function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

function busAnswer({ name, arn, description }: EventBus): Answer {
  return { Name: name, Arn: arn, ...(description !== undefined && { Description: description }) };
}

function ruleAnswer(rule: Rule): Answer {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventBusName: rule.busName,
    State: rule.enabled ? 'ENABLED' : 'DISABLED',
    ...(rule.eventPattern !== undefined && { EventPattern: JSON.stringify(rule.eventPattern) }),
    ...(rule.scheduleExpression !== undefined && { ScheduleExpression: rule.scheduleExpression }),
    ...(rule.description !== undefined && { Description: rule.description }),
  };
}

function archiveAnswer(archive: Archive): Answer {
  const sizes = archive.events.all.map(({ event }) => Buffer.byteLength(JSON.stringify(event)));
  return {
    ArchiveName: archive.name,
    ArchiveArn: archive.arn,
    EventSourceArn: archive.sourceArn,
    State: 'ENABLED',
    RetentionDays: archive.retentionDays,
    EventCount: archive.events.all.length,
    SizeBytes: sizes.reduce((sum, size) => sum + size, 0),
    CreationTime: archive.createdAt / 1000,
    ...(archive.description !== undefined && { Description: archive.description }),
    ...(archive.eventPattern !== undefined && { EventPattern: JSON.stringify(archive.eventPattern) }),
  };
}
