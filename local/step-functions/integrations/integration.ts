import type { Dispatcher, Principal } from '../../dispatcher.ts';
import { AwsError } from '../../dispatcher.ts';
import type { ServiceResource } from '../definition/task-resource.ts';
import type { TaskRequest } from '../execution/run.ts';
import { StateFailure } from '../values/failure.ts';
import { isObject, type Json, type Payload, payload } from '../values/payload.ts';

/** What tasks are carried out with: calls through the dispatcher, in the name of the state machine. */
export interface Integration {
  readonly dispatcher: Dispatcher;
  principalOf(machineArn: string): Principal;
  uuid(): string;
}

/** Carries a task out; rejects with StateFailure named as AWS names the error. */
export async function performTask(integration: Integration, request: TaskRequest): Promise<Payload> {
  const principal = integration.principalOf(request.execution.machineArn);
  const { resource, input } = request;
  if (resource.kind === 'function') {
    const answer = await call(
      integration,
      { service: 'lambda', action: 'InvokeFunction', errorPrefix: 'Lambda' },
      {
        principal,
        input: { FunctionName: resource.arn, InvocationType: 'RequestResponse', Payload: input.text },
      },
    );
    return payload(functionResult(answer));
  }
  const given = isObject(input.value) ? input.value : {};
  const answer = await call(integration, resource, { principal, input: requestOf(resource, given, request) });
  return payload(resultOf(resource, answer, integration.uuid()));
}

type Target = Pick<ServiceResource, 'service' | 'action' | 'errorPrefix'>;

async function call(
  integration: Integration,
  target: Target,
  request: { readonly principal: Principal; readonly input: Json },
): Promise<Json> {
  try {
    return await integration.dispatcher.call({ service: target.service, action: target.action, ...request });
  } catch (error) {
    if (error instanceof AwsError) throw failureOf(target, error);
    throw new StateFailure(`${target.errorPrefix}.SdkClientException`, String(error));
  }
}

function failureOf(target: Target, error: AwsError): StateFailure {
  const code = error.code.endsWith('Exception') ? error.code : `${error.code}Exception`;
  const cause = `${error.message} (Service: ${target.errorPrefix}, Status Code: ${error.status})`;
  // AWS reports what is not Lambda's own error as the client's general one.
  const named = target.service === 'lambda' && error.status === 403 ? 'AWSLambdaException' : code;
  return new StateFailure(`${target.errorPrefix}.${named}`, cause);
}

/** The result of a function; its error is the task's, with the whole payload as its cause. */
function functionResult(answer: Json): unknown {
  const text = typeof answer['Payload'] === 'string' && answer['Payload'] !== '' ? answer['Payload'] : 'null';
  const value = parseOrKeep(text);
  if (answer['FunctionError'] === undefined) return value;
  const type = isObject(value) && typeof value['errorType'] === 'string' ? value['errorType'] : 'Exception';
  throw new StateFailure(type, text);
}

function parseOrKeep(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function requestOf(resource: ServiceResource, given: Json, request: TaskRequest): Json {
  if (resource.service === 'lambda') {
    const { Payload: body, ...rest } = given;
    return { InvocationType: 'RequestResponse', ...rest, ...(body === undefined ? {} : { Payload: textOf(body) }) };
  }
  if (resource.service === 'sqs' && given['MessageBody'] !== undefined)
    return { ...given, MessageBody: textOf(given['MessageBody']) };
  if (resource.service === 'events' && Array.isArray(given['Entries']))
    return { ...given, Entries: given['Entries'].map((entry) => eventEntry(entry, request)) };
  if (resource.service === 'states') return changeCase(startInput(given), 'toLowerCase');
  return given;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Step Functions adds the execution and the state machine to an event's resources. */
function eventEntry(entry: unknown, request: TaskRequest): unknown {
  if (!isObject(entry)) return entry;
  const resources = Array.isArray(entry['Resources']) ? entry['Resources'] : [];
  const { arn, machineArn } = request.execution;
  const detail = entry['Detail'] === undefined ? {} : { Detail: textOf(entry['Detail']) };
  return { ...entry, ...detail, Resources: [...resources, machineArn, arn] };
}

function startInput(given: Json): Json {
  return given['Input'] === undefined ? given : { ...given, Input: textOf(given['Input']) };
}

function changeCase(value: Json, how: 'toLowerCase' | 'toUpperCase'): Json {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.charAt(0)[how]() + name.slice(1),
      member instanceof Date ? member.toISOString() : member,
    ]),
  );
}

function resultOf(resource: ServiceResource, answer: Json, requestId: string): unknown {
  const optimized = !resource.resourceType.startsWith('aws-sdk:');
  if (resource.service === 'events' && optimized && Number(answer['FailedEntryCount'] ?? 0) > 0)
    throw new StateFailure('EventBridge.FailedEntry', JSON.stringify(answer));
  let members: Json = resource.service === 'states' ? changeCase(answer, 'toUpperCase') : answer;
  if (resource.service === 'lambda' && optimized)
    members = { ExecutedVersion: '$LATEST', ...answer, Payload: functionResult(answer) };
  if (!optimized) return members;
  return {
    ...members,
    SdkHttpMetadata: { AllHttpHeaders: {}, HttpHeaders: {}, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
