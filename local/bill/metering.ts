import { type AwsCall, AwsError, type Interceptor } from '../dispatcher.ts';
import { functionNameIn } from '../lambda/function-resource.ts';
import { type CallUnits, eventCause, unitsOfCall } from './call-units.ts';
import {
  askingForCapacity,
  capacityIn,
  capacityOfFailure,
  usesCapacity,
  withoutUnaskedCapacity,
} from './dynamodb-units.ts';
import { Meter } from './meter.ts';
import { TraceSampling } from './trace-sampling.ts';

/** A request that an API served: the method's logical id, and its HTTP method and path. */
interface ServedRequest {
  readonly methodId: string;
  readonly route: string;
}

/** Hears of all that is billed by use. */
export interface Metering {
  readonly intercept: Interceptor;
  readonly meter: Meter;
  /** The calls that functions made with the SDK, failed ones too, by `service:Action`; none of them is a price's id. */
  readonly calls: Meter;
  readonly traces: TraceSampling;
  /** How often each function was invoked, by what caused it: an event, a share of a batch of events, or the logical id of who called. */
  readonly causes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** A request reached a stage, allowed or not. */
  requestArrived(): void;
  /** A request was let through to its integration; what authorizer, key or throttle stops is not billed. */
  requestServed(request: ServedRequest): void;
  logged(functionName: string, line: string): void;
}

const gigabyte = 1024 ** 3;

/** Starts metering at nothing; `now` gives virtual epoch ms. */
export function createMetering(now: () => number): Metering {
  const meter = new Meter();
  const calls = new Meter();
  const traces = new TraceSampling();
  const causes = new Map<string, Map<string, number>>();
  const keep = ({ id, units, by }: CallUnits, call: AwsCall) => meter.add(id, units, by ?? call.principal.name);
  return {
    ...{ meter, calls, traces, causes },
    async intercept(call, carryOut) {
      if (call.principal.environment !== undefined) calls.add(`${call.service}:${call.action}`, 1, call.principal.name);
      if (usesCapacity(call)) return carryOutForCapacity(meter, call, carryOut);
      const answer = await carryOut(call);
      for (const units of unitsOfCall(call, answer)) keep(units, call);
      if (call.action === 'InvokeFunction') noteCause(causes, call);
      if (call.action === 'InvokeFunction' || call.action === 'StartExecution') traces.began(rootOf(call), now());
      return answer;
    },
    requestArrived: () => meter.add('waf.request', 1, 'firewall'),
    requestServed({ methodId, route }) {
      meter.add('apigateway.request', 1, methodId);
      meter.add(servedRoute, 1, `${methodId} ${route}`);
      traces.began(requestRoot(methodId), now());
    },
    logged: (functionName, line) => meter.add('logs.ingestedGb', Buffer.byteLength(line) / gigabyte, functionName),
  };
}

/** Where the trace of an API's request begins. */
export function requestRoot(methodId: string): string {
  return `request to ${methodId}`;
}

/** No price's id: requests by method and route, to tell what a method's logical id stands for. */
export const servedRoute = 'apigateway.route';

async function carryOutForCapacity(
  meter: Meter,
  call: AwsCall,
  carryOut: (call: AwsCall) => Promise<Record<string, unknown>>,
) {
  const by = call.principal.name;
  try {
    const answer = await carryOut(askingForCapacity(call));
    const { id, units } = capacityIn(call, answer);
    meter.add(id, units, by);
    return withoutUnaskedCapacity(call, answer);
  } catch (error) {
    const used = error instanceof AwsError ? capacityOfFailure(call, error.code) : undefined;
    if (used) meter.add(used.id, used.units, by);
    throw error;
  }
}

/** Where the trace of a call begins: who calls a function, or the machine that is started. */
function rootOf({ action, input, principal }: AwsCall): string {
  return action === 'StartExecution' ? String(input['stateMachineArn']) : principal.name;
}

function noteCause(causes: Map<string, Map<string, number>>, call: AwsCall): void {
  const name = functionNameIn(String(call.input['FunctionName']));
  const ofFunction = causes.get(name) ?? new Map<string, number>();
  const found = causesOf(call);
  for (const cause of found) ofFunction.set(cause, (ofFunction.get(cause) ?? 0) + 1 / found.length);
  causes.set(name, ofFunction);
}

/** Events that a rule hands over, itself or through a queue, name their types; for any other call it is who calls. */
function causesOf({ input, principal }: AwsCall): readonly string[] {
  const payload = String(input['Payload']);
  const isOfRule = input['InvocationType'] === 'Event';
  const bodies = isOfRule ? [payload] : bodiesIn(payload);
  const types = bodies.flatMap((body) => /"detail-type":"((?:[^"\\]|\\.)*)"/.exec(body)?.[1] ?? []);
  return types.length === 0 ? [principal.name] : types.map(eventCause);
}

/** The bodies of a batch of messages from a queue; none in any other payload. */
function bodiesIn(payload: string): readonly string[] {
  if (!payload.includes('"eventSource":"aws:sqs"')) return [];
  const { Records } = JSON.parse(payload) as { Records?: readonly { readonly body?: unknown }[] };
  return (Records ?? []).map(({ body }) => String(body));
}
