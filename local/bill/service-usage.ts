import type { Resource } from '../cloudformation/resource.ts';
import { functionNameIn } from '../lambda/function-resource.ts';
import { isOfQueue } from '../lambda/queue-mapping.ts';
import type { FunctionReport } from '../lambda/running-function.ts';
import type { StateMachineUsage } from '../step-functions/service/usage.ts';
import type { Used } from './meter.ts';
import { type Metering, requestRoot } from './metering.ts';
import type { SamplingRule } from './trace-sampling.ts';

/** What is assumed where this runtime cannot measure what AWS would. */
export interface Assumptions {
  /** How long every invocation takes; without it, as long as it took here. */
  readonly lambdaMilliseconds?: number;
}

/** Bytes of the three lines that Lambda itself logs for an invocation in JSON, with tracing. */
const platformLogBytes = 750;
/** Bytes of one event of a machine's history in its log, without data. */
const historyLogBytes = 300;
/** Step Functions bills Express memory in steps of 64 MB; definitions and payloads as here stay within the first. */
const expressMegabytes = 64;

const gigabyte = 1024 ** 3;
const mappingType = 'AWS::Lambda::EventSourceMapping';

/** Units of the functions: requests, memory-time, and what Lambda itself logs. */
export function usageOfFunctions(functions: readonly FunctionReport[], assumed: Assumptions): readonly Used[] {
  return functions.flatMap(({ name: by, invocations, billedMilliseconds, memoryMb, logsReports }) => {
    const { lambdaMilliseconds } = assumed;
    const milliseconds =
      lambdaMilliseconds === undefined ? billedMilliseconds : invocations * Math.ceil(lambdaMilliseconds);
    return [
      { id: 'lambda.request', units: invocations, by },
      { id: 'lambda.gbSecond', units: (milliseconds / 1000) * (memoryMb / 1024), by },
      { id: 'logs.ingestedGb', units: logsReports ? (invocations * platformLogBytes) / gigabyte : 0, by },
    ];
  });
}

/** Units of the state machines: transitions, or requests and memory-time, and their logs where the template has every event logged. */
export function usageOfStateMachines(
  stateMachines: readonly StateMachineUsage[],
  resources: readonly Resource[],
): readonly Used[] {
  return stateMachines.flatMap(({ machineArn: by, type, executions, transitions, events, expressMilliseconds }) => {
    if (type === 'EXPRESS') {
      const gbSeconds = (expressMilliseconds / 1000) * (expressMegabytes / 1024);
      return [
        { id: 'states.expressRequest', units: executions, by },
        { id: 'states.expressGbSecond', units: gbSeconds, by },
      ];
    }
    const logged = resources.some(({ ref, properties }) => ref === by && logsEverything(properties));
    return [
      { id: 'states.transition', units: transitions, by },
      ...(logged ? [{ id: 'logs.ingestedGb', units: (events * historyLogBytes) / gigabyte, by }] : []),
    ];
  });
}

function logsEverything(properties: Resource['properties']): boolean {
  return JSON.stringify(properties['LoggingConfiguration'] ?? null).includes('"ALL"');
}

/**
 * Traces that X-Ray would record: a request's where its stage is traced, by the sampling rule for it; an execution's or a
 * batch's where the state machine is traced or the function traces whoever calls.
 */
export function usageOfTraces(metering: Metering, { resources, functions }: Traced): readonly Used[] {
  const isStageTraced = resources.some(
    ({ type, properties }) => type === 'AWS::ApiGateway::Stage' && isOn(properties['TracingEnabled']),
  );
  const rule = ruleForStages(resources);
  return resources.flatMap(({ type, properties, logicalId, ref }) => {
    const tracesOf = (root: string, by: string, of?: SamplingRule) => [
      { id: 'xray.trace', units: metering.traces.recorded(root, of), by },
    ];
    if (type === 'AWS::ApiGateway::Method' && isStageTraced) return tracesOf(requestRoot(logicalId), logicalId, rule);
    if (type === mappingType)
      return functions.some(({ name, traced }) => traced && name === functionNameIn(String(properties['FunctionName'])))
        ? tracesOf(logicalId, logicalId)
        : [];
    const traced = isOn(member(properties['TracingConfiguration'], 'Enabled'));
    return type === 'AWS::StepFunctions::StateMachine' && traced ? tracesOf(ref, ref) : [];
  });
}

/** What may be traced. */
interface Traced {
  readonly resources: readonly Resource[];
  readonly functions: readonly FunctionReport[];
}

/** The sampling rule for stages of API Gateway that is asked first; the default one where there is none. */
function ruleForStages(resources: readonly Resource[]): SamplingRule | undefined {
  const rules = resources
    .filter(({ type }) => type === 'AWS::XRay::SamplingRule')
    .map(({ properties }) => properties['SamplingRule'] as Readonly<Record<string, unknown>>)
    .filter(({ ServiceType }) => ServiceType === '*' || String(ServiceType).startsWith('AWS::ApiGateway::'))
    .sort((one, other) => Number(one['Priority']) - Number(other['Priority']));
  const [first] = rules;
  return first && { reservoir: Number(first['ReservoirSize']), rate: Number(first['FixedRate']) };
}

/** Batches of streams that functions were given; Lambda reads streams free of charge, so their price is nothing. */
export function usageOfStreams({ causes }: Metering, resources: readonly Resource[]): readonly Used[] {
  const mappings = resources.filter((resource) => resource.type === mappingType && !isOfQueue(resource));
  return mappings.map(({ logicalId: by }) => {
    const units = [...causes.values()].reduce((sum, ofFunction) => sum + (ofFunction.get(by) ?? 0), 0);
    return { id: 'dynamodb.streamRead', units, by };
  });
}

function isOn(value: unknown): boolean {
  return String(value) === 'true';
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** What an archive takes in of the events of its bus; patterns of archives are taken to let every event through. */
export function usageOfArchives(used: readonly Used[], resources: readonly Resource[]): readonly Used[] {
  const archives = resources.filter(({ type }) => type === 'AWS::Events::Archive');
  return used.map(({ units, by }) => {
    const takers = archives.filter(({ properties }) =>
      String(properties['SourceArn']).endsWith(`event-bus/${busName(by)}`),
    );
    return { id: 'events.archivedGb', units: units * takers.length, by };
  });
}

function busName(nameOrArn: string): string {
  return nameOrArn.split('event-bus/').at(-1) ?? nameOrArn;
}
