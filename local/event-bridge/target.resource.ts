import * as z from 'zod';
import { type Resource, Unsupported } from '../cloudformation/resource.ts';
import { parseEventPath } from './event-path.ts';
import { placeholdersOf, predefined } from './input-template.ts';

const transformer = z.strictObject({
  InputPathsMap: z.record(z.string(), z.string()).default({}),
  InputTemplate: z.string().min(1).max(8192),
});

// Defaults and ranges as AWS::Events::Rule RetryPolicy documents them.
const retryPolicy = z.strictObject({
  MaximumRetryAttempts: z.coerce.number().int().min(0).max(185).default(185),
  MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(86_400).default(86_400),
});

const target = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: transformer.optional(),
  RetryPolicy: retryPolicy.prefault({}),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
});

/** A target of a rule, as its template states it. */
export type RuleTarget = z.output<typeof target>;

type TargetService = 'lambda' | 'sqs' | 'states' | 'events';

/** Reads the targets of a rule. Throws Unsupported for a target that is not emulated or that AWS would refuse. */
export function readTargets(resource: Resource): readonly RuleTarget[] {
  const result = z.array(target).safeParse(resource.properties['Targets'] ?? []);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `Targets.${issue.path.join('.')}: ${issue.message}`);
    throw refusal(resource, `${problems.join('; ')} (not emulated)`);
  }
  if (result.data.length > 5) throw refusal(resource, 'a rule has at most five targets');
  const problem = result.data.map(problemOf).find((found) => found !== undefined);
  if (problem !== undefined) throw refusal(resource, problem);
  return result.data;
}

/** The service a target lies in; undefined for one that is not emulated. */
export function serviceOf({ Arn }: Pick<RuleTarget, 'Arn'>): TargetService | undefined {
  const [, , service = '', , , resource = ''] = Arn.split(':');
  if (service === 'lambda' || service === 'sqs') return service;
  if (service === 'states' && resource === 'stateMachine') return service;
  if (service === 'events' && resource.startsWith('event-bus/')) return service;
  return undefined;
}

function refusal(resource: Resource, problem: string): Unsupported {
  return new Unsupported(`${resource.path} (${resource.type}): ${problem}`);
}

function problemOf(given: RuleTarget): string | undefined {
  const service = serviceOf(given);
  const inputs = [given.Input, given.InputPath, given.InputTransformer].filter((input) => input !== undefined);
  if (!service) return `the target ${given.Arn} is not emulated`;
  if (inputs.length > 1) return `the target ${given.Id} may have one of Input, InputPath and InputTransformer`;
  if (service === 'events' && inputs.length > 0) return `an input for the event bus target ${given.Id} is not emulated`;
  if (service === 'states' && given.RoleArn === undefined) return `the target ${given.Id} needs a RoleArn`;
  if (given.SqsParameters && !given.Arn.endsWith('.fifo'))
    return `the target ${given.Id} has a MessageGroupId and its queue is not FIFO`;
  return inputProblem(given);
}

function inputProblem({ Id, Input, InputPath, InputTransformer }: RuleTarget): string | undefined {
  if (Input !== undefined && !isJson(Input)) return `the Input of the target ${Id} is not JSON`;
  const paths = [
    ...(InputPath === undefined ? [] : [InputPath]),
    ...Object.values(InputTransformer?.InputPathsMap ?? {}),
  ];
  const strange = paths.find((path) => !parseEventPath(path));
  if (strange !== undefined) return `the path ${strange} of the target ${Id} is not emulated`;
  if (!InputTransformer) return undefined;
  const known = new Set([...Object.keys(InputTransformer.InputPathsMap), ...predefined]);
  const unknown = placeholdersOf(InputTransformer.InputTemplate).find((name) => !known.has(name));
  return unknown === undefined
    ? undefined
    : `the InputTemplate of the target ${Id} names <${unknown}>, which has no path`;
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
