import * as z from 'zod';
import { boundedName } from '../cloudformation/bounded-name.ts';
import { type Place, type Resource, type ResourceKind, refuseOthers, Unsupported } from '../cloudformation/resource.ts';
import { InvalidSchedule } from '../event-bridge/invalid-schedule.ts';
import { parseTiming, type Timing } from './schedule-expression.ts';
import { type ScheduleTarget, scheduleTarget, targetProblem } from './schedule-target.ts';
import { isTimeZone } from './zoned-time.ts';

const LONGEST_NAME = 64;

const date = z.iso.datetime({ offset: true, local: true }).transform((text) => {
  const zoned = /(Z|[+-]\d{2}:\d{2})$/.test(text);
  return Date.parse(zoned ? text : `${text}Z`);
});

const properties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().refine(isTimeZone, 'is no time zone').default('UTC'),
  StartDate: date.optional(),
  EndDate: date.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  ActionAfterCompletion: z.literal('NONE').optional(),
  Target: scheduleTarget,
});

/** A schedule, as its template states it. */
export interface LoadedSchedule {
  readonly arn: string;
  /** `group/name`, which is unique in an account. */
  readonly path: string;
  readonly logicalId: string;
  readonly enabled: boolean;
  readonly timing: Timing;
  readonly target: ScheduleTarget;
}

/** Serves AWS::Scheduler::Schedule; `take` puts the schedule into service. */
export function scheduleKind(take: (schedule: LoadedSchedule) => void): ResourceKind {
  return {
    identify(physicalName, { Name, GroupName }, place) {
      const name = typeof Name === 'string' ? Name : boundedName(physicalName, LONGEST_NAME);
      const group = typeof GroupName === 'string' ? GroupName : 'default';
      return { ref: name, attributes: { Arn: schedulerArn(`schedule/${group}/${name}`, place) } };
    },
    load: (resource) => take(readSchedule(resource)),
  };
}

/** Serves AWS::Scheduler::ScheduleGroup, which does no more than name its schedules. */
export const scheduleGroupKind: ResourceKind = {
  identify(physicalName, { Name }, place) {
    const name = typeof Name === 'string' ? Name : boundedName(physicalName, LONGEST_NAME);
    return { ref: name, attributes: { Arn: schedulerArn(`schedule-group/${name}`, place), State: 'ACTIVE' } };
  },
  load: (resource) => refuseOthers(resource, ['Name'], ['Tags']),
};

function schedulerArn(path: string, { partition, region, account }: Place): string {
  return `arn:${partition}:scheduler:${region}:${account}:${path}`;
}

function readSchedule(resource: Resource): LoadedSchedule {
  refuseOthers(resource, ['Name', 'GroupName', ...Object.keys(properties.shape)], ['Description', 'KmsKeyArn']);
  const read = properties.safeParse(resource.properties);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw refusal(resource, `${problems.join('; ')} (not emulated)`);
  }
  const { ScheduleExpression, ScheduleExpressionTimezone, StartDate, EndDate, State, Target } = read.data;
  const problem = targetProblem(Target);
  if (problem !== undefined) throw refusal(resource, problem);
  const { Arn: arn = '' } = resource.attributes;
  const timing: Timing = {
    expression: ScheduleExpression,
    zone: ScheduleExpressionTimezone,
    ...(StartDate !== undefined && { startDate: StartDate }),
    ...(EndDate !== undefined && { endDate: EndDate }),
  };
  check(resource, timing);
  const path = arn.split(':schedule/').at(-1) ?? '';
  return { arn, path, logicalId: resource.logicalId, enabled: State === 'ENABLED', timing, target: Target };
}

function check(resource: Resource, timing: Timing): void {
  try {
    parseTiming(timing);
  } catch (error) {
    if (error instanceof InvalidSchedule) throw refusal(resource, error.message);
    throw error;
  }
}

function refusal(resource: Resource, problem: string): Unsupported {
  return new Unsupported(`${resource.path} (${resource.type}): ${problem}`);
}
