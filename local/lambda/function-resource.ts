import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Identity, Place, Resource } from '../cloudformation/resource.ts';
import type { Principal } from '../dispatcher.ts';
import { harmless, number, readProperties } from './read-properties.ts';

const properties = z.strictObject({
  FunctionName: z.string().optional(),
  Code: z.strictObject({ S3Bucket: harmless, S3Key: z.string(), S3ObjectVersion: harmless }),
  PackageType: z.literal('Zip').optional(),
  Runtime: z.literal('nodejs24.x'),
  Handler: z.string(),
  Role: z.string(),
  Timeout: number.default(3),
  MemorySize: number.default(128),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  ReservedConcurrentExecutions: number.optional(),
  DeadLetterConfig: z.strictObject({ TargetArn: z.string().regex(/:sqs:/, 'a queue').optional() }).optional(),
  LoggingConfig: z
    .strictObject({
      LogGroup: z.string().optional(),
      LogFormat: z.enum(['Text', 'JSON']).default('Text'),
      ApplicationLogLevel: z.string().optional(),
      SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).default('INFO'),
    })
    .optional(),
  TracingConfig: z.strictObject({ Mode: z.enum(['Active', 'PassThrough']) }).optional(),
  Architectures: harmless,
  Description: harmless,
  Tags: harmless,
});

/** A function as the template describes it; plain data. */
export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly logicalId: string;
  readonly stack: string;
  readonly path: string;
  readonly taskRoot: string;
  readonly handler: string;
  readonly roleArn: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number | undefined;
  readonly deadLetterArn?: string | undefined;
  readonly logGroup: string;
  readonly logFormat: 'Text' | 'JSON';
  readonly logLevel?: string | undefined;
  /** Whether Lambda logs each start and report of an invocation. */
  readonly logsReports: boolean;
  /** Whether X-Ray hears of invocations: of those that Lambda chooses, or of those whose caller's trace is recorded. */
  readonly tracing?: 'Active' | 'PassThrough' | undefined;
}

const longestName = 64;

/** Names a function: its Ref is its name. AWS allows 64 characters; a longer generated name keeps its beginning. */
export function identifyFunction(physicalName: string, given: Resource['properties'], place: Place): Identity {
  const name = typeof given['FunctionName'] === 'string' ? given['FunctionName'] : shorten(physicalName);
  return { ref: name, attributes: { Arn: functionArn(name, place) } };
}

/** The ARN of the function of this name. */
export function functionArn(name: string, place: Place): string {
  return `arn:${place.partition}:lambda:${place.region}:${place.account}:function:${name}`;
}

/** The name in what callers give as FunctionName: a name, a partial ARN or an ARN, with or without `:$LATEST`. */
export function functionNameIn(nameOrArn: string): string {
  const parts = nameOrArn.split(':');
  const at = parts.indexOf('function');
  return parts[at + 1] ?? nameOrArn;
}

/** In whose name a function calls: its role, whose session is called as the function is. */
export function principalOf({ logicalId, roleArn, name }: LambdaFunction): Principal {
  return { name: logicalId, roleArn, service: 'lambda.amazonaws.com', session: name };
}

/** Reads a function from its resource; `taskRoot` is the directory of its code. Throws Unsupported for what is not honoured. */
export function readFunction(resource: Resource, taskRoot: string): LambdaFunction {
  const read = readProperties(resource, properties);
  return {
    name: resource.ref,
    arn: resource.attributes['Arn'] ?? '',
    logicalId: resource.logicalId,
    stack: resource.stack,
    path: resource.path,
    taskRoot,
    handler: read.Handler,
    roleArn: read.Role,
    timeoutSeconds: read.Timeout,
    memoryMb: read.MemorySize,
    variables: read.Environment?.Variables ?? {},
    reservedConcurrency: read.ReservedConcurrentExecutions,
    deadLetterArn: read.DeadLetterConfig?.TargetArn,
    logGroup: read.LoggingConfig?.LogGroup ?? `/aws/lambda/${resource.ref}`,
    logFormat: read.LoggingConfig?.LogFormat ?? 'Text',
    logLevel: read.LoggingConfig?.ApplicationLogLevel,
    // Text has no levels.
    logsReports: read.LoggingConfig?.LogFormat !== 'JSON' || read.LoggingConfig.SystemLogLevel !== 'WARN',
    tracing: read.TracingConfig?.Mode,
  };
}

function shorten(name: string): string {
  if (name.length <= longestName) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `${name.slice(0, longestName - hash.length - 1)}-${hash}`;
}
