import { noEffect } from './cloudformation/no-effect.ts';
import type { Resource } from './cloudformation/resource.ts';
import type { LoadedRuntime } from './loaded-runtime.ts';

const counted: readonly (readonly [type: RegExp, one: string, many: string])[] = [
  [/^AWS::Lambda::Function$/, 'function', 'functions'],
  [/^AWS::StepFunctions::StateMachine$/, 'state machine', 'state machines'],
  [/^AWS::Events::Rule$/, 'rule', 'rules'],
  [/^AWS::DynamoDB::(Global)?Table$/, 'table', 'tables'],
  [/^AWS::SQS::Queue$/, 'queue', 'queues'],
  [/^AWS::S3::Bucket$/, 'bucket', 'buckets'],
  [/^AWS::ApiGateway::RestApi$/, 'API', 'APIs'],
];

/** What is printed once a runtime is ready: what runs, where, who may call it and what to try first. */
export function greeting(runtime: LoadedRuntime, control: string, clockRuns: boolean): string {
  const { overview, resources, seed } = runtime;
  const clock = new Date(runtime.scheduler.now()).toISOString();
  const tries = seed.tryIt.map((line) => line.replaceAll('{api}', overview.api).replaceAll('{control}', control));
  return [
    `Runs ${whatRuns(resources)}`,
    `Accepted without effect here: ${withoutEffect(resources)}`,
    '',
    `API      ${overview.api}`,
    `Control  ${control}`,
    `Clock    ${clock}, ${clockRuns ? 'running' : 'standing still until it is moved'}`,
    ...section(
      'Dropped from the data directory, since the templates no longer have it',
      runtime.dropped.map(droppedLine),
    ),
    ...section('Credentials', Object.entries(overview.credentials).map(credentialLine)),
    ...section('Try it', tries),
    '',
    'ready',
  ].join('\n');
}

function whatRuns(resources: readonly Resource[]): string {
  const counts = counted.map(([type, one, many]) => {
    const number = resources.filter((resource) => type.test(resource.type)).length;
    return `${number} ${number === 1 ? one : many}`;
  });
  const stacks = new Set(resources.map(({ stack }) => stack)).size;
  return `${stacks} ${stacks === 1 ? 'stack' : 'stacks'}: ${counts.filter((count) => !count.startsWith('0 ')).join(', ')}`;
}

function withoutEffect(resources: readonly Resource[]): string {
  const types = new Set(resources.map(({ type }) => type).filter((type) => Object.hasOwn(noEffect, type)));
  const names = [...types].map((type) => type.replace('AWS::', '').replace('::', ' '));
  return names.sort().join(', ') || 'nothing';
}

function credentialLine([name, credential]: [string, unknown]): string {
  const members = Object.entries(credential ?? {}).map(([member, value]) =>
    Array.isArray(value) ? `${member}: ${value.join(' ')}` : `${member}: ${String(value)}`,
  );
  return `${name.padEnd(10)}${members.join('  ')}`;
}

function droppedLine({ entries, kind, owner }: LoadedRuntime['dropped'][number]): string {
  return `${entries} ${kind} of ${owner}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}
