import * as z from 'zod';
import { boundedName } from '../cloudformation/bounded-name.ts';
import { type Place, type Resource, type ResourceKind, refuseOthers, Unsupported } from '../cloudformation/resource.ts';
import { busNameIn } from './bus-name.ts';
import type { Rule } from './event-bridge-state.ts';
import { InvalidSchedule } from './invalid-schedule.ts';
import { compileForFields, InvalidPattern } from './pattern.ts';
import { parseSchedule } from './schedule-expression.ts';
import { readTargets } from './target.resource.ts';

const LONGEST_NAME = 64;

const properties = z.object({
  EventPattern: z.unknown().optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Description: z.string().optional(),
  EventBusName: z.string().default('default'),
});

const honoured = ['Name', 'Targets', ...Object.keys(properties.shape)];

const dueIndex = z.strictObject({ table: z.string(), index: z.string(), dueAttribute: z.string() });

/** Serves AWS::Events::Rule; `take` puts the rule into service. */
export function ruleKind(take: (rule: Rule) => void | Promise<void>): ResourceKind {
  return {
    identify(physicalName, given, place) {
      const name = typeof given['Name'] === 'string' ? given['Name'] : boundedName(physicalName, LONGEST_NAME);
      const bus = busNameIn(typeof given['EventBusName'] === 'string' ? given['EventBusName'] : 'default');
      return { ref: bus === 'default' ? name : `${bus}|${name}`, attributes: { Arn: ruleArn(bus, name, place) } };
    },
    load: (resource) => take(readRule(resource)),
  };
}

function ruleArn(bus: string, name: string, { partition, region, account }: Place): string {
  return `arn:${partition}:events:${region}:${account}:rule/${bus === 'default' ? name : `${bus}/${name}`}`;
}

/** Reads a rule's resource. Throws Unsupported for what is not emulated and for what AWS would refuse. */
function readRule(resource: Resource): Rule {
  refuseOthers(resource, honoured, ['Tags']);
  const result = properties.safeParse(resource.properties);
  if (!result.success) throw refusal(resource, result.error.issues.map((issue) => issue.message).join('; '));
  const { EventPattern, ScheduleExpression, State, Description, EventBusName } = result.data;
  const busName = busNameIn(EventBusName);
  const eventPattern: unknown = typeof EventPattern === 'string' ? JSON.parse(EventPattern) : EventPattern;
  if (eventPattern === undefined && ScheduleExpression === undefined)
    throw refusal(resource, 'a rule needs an EventPattern or a ScheduleExpression');
  if (ScheduleExpression !== undefined && busName !== 'default')
    throw refusal(resource, 'ScheduleExpression is supported only on the default event bus');
  check(resource, () => eventPattern === undefined || compileForFields(eventPattern));
  check(resource, () => ScheduleExpression === undefined || parseSchedule(ScheduleExpression));
  return {
    arn: resource.attributes['Arn'] ?? '',
    name: resource.ref.split('|').at(-1) ?? '',
    busName,
    logicalId: resource.logicalId,
    enabled: State === 'ENABLED',
    targets: readTargets(resource),
    ...(eventPattern !== undefined && { eventPattern }),
    ...(ScheduleExpression !== undefined && { scheduleExpression: ScheduleExpression }),
    ...(Description !== undefined && { description: Description }),
    ...readDueIndex(resource, ScheduleExpression),
  };
}

function readDueIndex(resource: Resource, schedule: string | undefined): Pick<Rule, 'dueIndex'> {
  const given = resource.metadata['local:dueIndex'];
  if (given === undefined) return {};
  const read = dueIndex.safeParse(given);
  if (!read.success) throw refusal(resource, 'Metadata local:dueIndex must be {table, index, dueAttribute}');
  if (schedule === undefined) throw refusal(resource, 'Metadata local:dueIndex is for rules with a schedule');
  return { dueIndex: read.data };
}

function check(resource: Resource, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidPattern || error instanceof InvalidSchedule) throw refusal(resource, error.message);
    throw error;
  }
}

function refusal(resource: Resource, problem: string): Unsupported {
  return new Unsupported(`${resource.path} (${resource.type}): ${problem}`);
}
