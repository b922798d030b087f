import { type ApiGateway, createApiGateway } from './api-gateway/api-gateway.ts';
import { createMetering, type Metering } from './bill/metering.ts';
import { noEffectKinds } from './cloudformation/no-effect.ts';
import type { Place, ResourceKinds } from './cloudformation/resource.ts';
import { type CloudWatch, createCloudWatch } from './cloudwatch/cloudwatch.ts';
import { createDispatcher, type Dispatcher, operator, type Principal } from './dispatcher.ts';
import { createDynamoDb, type DynamoDb } from './dynamodb/dynamodb.ts';
import { createEventBridge, type EventBridge } from './event-bridge/event-bridge.ts';
import { compilePattern } from './event-bridge/pattern.ts';
import { createEventBridgeScheduler } from './event-bridge-scheduler/event-bridge-scheduler.ts';
import { Faults } from './faults/faults.ts';
import { createIam, type Iam } from './iam/iam.ts';
import type { Journal } from './journal/journal.ts';
import { assetsIn } from './lambda/asset-path.ts';
import { createEventSources } from './lambda/event-source.ts';
import type { AnswerCall } from './lambda/execution-environment.ts';
import { FunctionRegistry } from './lambda/function-registry.ts';
import { accessKeyOf, environmentOfAccessKey } from './lambda/function-variables.ts';
import { createLambda, type Lambda } from './lambda/lambda.ts';
import { createS3 } from './s3/s3.ts';
import type { Scheduler } from './scheduler.ts';
import { SendingIdentities } from './ses/sending-identities.ts';
import { createSes, type Ses } from './ses/ses.ts';
import { createSns, type Sns } from './sns/sns.ts';
import { createSqs, type Sqs } from './sqs/sqs.ts';
import { createStepFunctions, type StepFunctions } from './step-functions/step-functions.ts';
import { watchedCalls } from './watched-calls.ts';
import type { Watcher } from './watcher.ts';
import { createSts } from './wire/caller-identity.ts';
import { type AwsEndpoint, createAwsEndpoint } from './wire/endpoint.ts';

interface ServicesParts {
  readonly scheduler: Scheduler;
  /** Whether time runs on by itself between moves. */
  readonly timeRuns: boolean;
  readonly place: Place;
  readonly journal: Journal;
  /** The folder of the cloud assembly, where functions find their code. */
  readonly assembly: string;
  /** This runtime's address, at which functions reach AWS. */
  readonly url: string;
  /** Answers functions' calls over the ports of their threads; without it they come over HTTP. */
  readonly answerCall?: AnswerCall | undefined;
  readonly watcher?: Watcher | undefined;
}

/** Every AWS service of one runtime, joined by one dispatcher. */
export interface Services {
  /** All types of CloudFormation that can be loaded. */
  readonly kinds: ResourceKinds;
  readonly endpoint: AwsEndpoint;
  readonly apiGateway: ApiGateway;
  readonly dispatcher: Dispatcher;
  readonly metering: Metering;
  readonly cloudWatch: CloudWatch;
  readonly dynamoDb: DynamoDb;
  readonly eventBridge: EventBridge;
  readonly faults: Faults;
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly ses: Ses;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly stepFunctions: StepFunctions;
}

/** What every call of a service passes, and what has to be known for that before the services are there. */
interface Door {
  readonly metering: Metering;
  readonly iam: Iam;
  readonly faults: Faults;
  readonly dispatcher: Dispatcher;
  readonly identities: SendingIdentities;
  readonly registry: FunctionRegistry;
}

function openDoor({ scheduler, place, journal, watcher }: ServicesParts): Door {
  const now = () => scheduler.now();
  const [identities, registry] = [new SendingIdentities(), new FunctionRegistry()];
  const metering = createMetering(now);
  const iam = createIam({ place, journal, now, sendingIdentity: (from) => identities.of(from) });
  const faults = new Faults({
    now,
    nameOf: (logicalId) => registry.nameOf(logicalId),
    isAlive: (environment) => registry.environments.isAlive(environment),
    kill: (environment, death) => registry.environments.kill(environment, death),
  });
  const watched = watcher ? [watchedCalls(watcher, now)] : [];
  const dispatcher = createDispatcher(undefined, [...watched, faults.intercept, metering.intercept], iam);
  return { metering, iam, faults, dispatcher, identities, registry };
}

/** Puts all services into service, with nothing loaded yet. */
export function createServices(parts: ServicesParts): Services {
  const { scheduler, place, url, journal } = parts;
  const door = openDoor(parts);
  const { metering, iam, faults, dispatcher } = door;
  const surroundings = { scheduler, dispatcher, place, journal };
  const cloudWatch = createCloudWatch({ ...surroundings, groupOf: (name) => door.registry.logGroupOf(name) });
  const { measure } = cloudWatch;
  const dynamoDb = createDynamoDb(surroundings);
  const sqs = createSqs({ ...surroundings, cloudWatch, urlBase: url });
  const sns = createSns(surroundings);
  const ses = createSes({ ...surroundings, identities: door.identities });
  const eventBridge = createEventBridge({ ...surroundings, ...dynamoDb, faults });
  const stepFunctions = createStepFunctions({
    ...{ ...surroundings, measure },
    random: () => faults.chance.random(),
    uuid: () => faults.chance.uuid(),
  });
  const lambda = lambdaOf(parts, door, cloudWatch);
  const eventSources = createEventSources({
    ...{ scheduler, dispatcher, journal, compilePattern, faults, measure },
    streams: dynamoDb,
    queues: sqs,
    principalOf: (functionName) => lambda.principalOf(accessKeyOf(functionName)),
  });
  const apiGateway = createApiGateway({ ...surroundings, measure, billing: metering });
  createSts(surroundings);
  const seen = { iam, cloudWatch, dynamoDb, sqs, sns, ses, eventBridge, stepFunctions, lambda, apiGateway };
  const others = [createS3(surroundings), createEventBridgeScheduler({ ...surroundings, faults }), eventSources];
  const kinds = [...Object.values(seen), ...others].map((service) => service.kinds);
  return {
    ...{ ...seen, dispatcher, metering, faults },
    kinds: Object.assign({}, noEffectKinds, ...kinds),
    endpoint: createAwsEndpoint({ dispatcher, scheduler, principalOf: principalsOf(lambda) }),
  };
}

function lambdaOf(parts: ServicesParts, { faults, dispatcher, metering, registry }: Door, logs: CloudWatch): Lambda {
  const { scheduler, place, journal, timeRuns, url, answerCall } = parts;
  return createLambda({
    ...{ scheduler, dispatcher, place, journal, timeRuns, registry, answerCall },
    newId: () => faults.chance.uuid(),
    inTurn: (functionName, run) => faults.invocation(functionName, run),
    assetPath: assetsIn(parts.assembly),
    measure: logs.measure,
    endpoint: () => url,
    log(functionName, requestId, line) {
      metering.logged(functionName, line);
      logs.log(functionName, requestId, line);
    },
  });
}

/** Who calls with an access key: a function with its environment, or somebody from outside. */
function principalsOf(lambda: Lambda): (accessKeyId: string) => Principal {
  return (accessKeyId) => {
    const principal = lambda.principalOf(accessKeyId);
    const environment = environmentOfAccessKey(accessKeyId);
    return principal ? { ...principal, ...(environment !== undefined && { environment }) } : operator;
  };
}
