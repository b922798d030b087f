import { type ApiGateway, createApiGateway } from './api-gateway/api-gateway.ts';
import { createMetering, type Metering } from './bill/metering.ts';
import { noEffectKinds } from './cloudformation/no-effect.ts';
import type { Place, ResourceKinds } from './cloudformation/resource.ts';
import { type CloudWatch, createCloudWatch } from './cloudwatch/cloudwatch.ts';
import { createDispatcher, type Dispatcher, operator } from './dispatcher.ts';
import { createDynamoDb, type DynamoDb } from './dynamodb/dynamodb.ts';
import { createEventBridge, type EventBridge } from './event-bridge/event-bridge.ts';
import { compilePattern } from './event-bridge/pattern.ts';
import { createEventBridgeScheduler } from './event-bridge-scheduler/event-bridge-scheduler.ts';
import { Faults } from './faults/faults.ts';
import { createIam, type Iam } from './iam/iam.ts';
import type { Journal } from './journal/journal.ts';
import { assetsIn } from './lambda/asset-path.ts';
import { createEventSources } from './lambda/event-source.ts';
import { accessKeyOf, environmentOfAccessKey } from './lambda/function-variables.ts';
import { createLambda, type Lambda } from './lambda/lambda.ts';
import { createS3 } from './s3/s3.ts';
import type { Scheduler } from './scheduler.ts';
import { createSes, type Ses } from './ses/ses.ts';
import { createSns, type Sns } from './sns/sns.ts';
import { createSqs, type Sqs } from './sqs/sqs.ts';
import { createStepFunctions, type StepFunctions } from './step-functions/step-functions.ts';
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
  /** This machine's address, at which functions reach AWS. */
  readonly url: string;
}

/** Every AWS service of one machine, joined by one dispatcher. */
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

/** Puts all services into service, with nothing loaded yet. */
export function createServices(parts: ServicesParts): Services {
  const { scheduler, place, url, journal } = parts;
  const metering = createMetering(() => scheduler.now());
  const iam = createIam({
    place,
    journal,
    now: () => scheduler.now(),
    sendingIdentity: (from) => ses.sendingIdentity(from),
  });
  const faults = new Faults({
    now: () => scheduler.now(),
    nameOf: (logicalId) => lambda.functions().find((fn) => fn.logicalId === logicalId)?.name ?? logicalId,
    isAlive: (environment) => lambda.environments.isAlive(environment),
    kill: (environment, death) => lambda.environments.kill(environment, death),
  });
  const dispatcher = createDispatcher(undefined, [faults.intercept, metering.intercept], iam);
  const surroundings = { scheduler, dispatcher, place, journal };
  const cloudWatch = createCloudWatch(surroundings);
  const dynamoDb = createDynamoDb(surroundings);
  const sqs = createSqs({ ...surroundings, urlBase: url });
  const sns = createSns(surroundings);
  const ses = createSes(surroundings);
  const eventBridge = createEventBridge({ ...surroundings, ...dynamoDb, faults });
  const stepFunctions = createStepFunctions({
    ...surroundings,
    random: () => faults.chance.random(),
    uuid: () => faults.chance.uuid(),
  });
  const lambda = createLambda({
    ...surroundings,
    timeRuns: parts.timeRuns,
    newId: () => faults.chance.uuid(),
    inTurn: (functionName, run) => faults.invocation(functionName, run),
    assetPath: assetsIn(parts.assembly),
    endpoint: () => url,
    log(functionName, requestId, line) {
      metering.logged(functionName, line);
      cloudWatch.log(functionName, requestId, line);
    },
  });
  const eventSources = createEventSources({
    ...{ scheduler, dispatcher, journal, compilePattern },
    streams: dynamoDb,
    faults,
    principalOf: (functionName) => lambda.principalOf(accessKeyOf(functionName)),
  });
  const apiGateway = createApiGateway({ ...surroundings, billing: metering });
  createSts(surroundings);
  const serving = [
    iam,
    cloudWatch,
    dynamoDb,
    sqs,
    sns,
    ses,
    eventBridge,
    createEventBridgeScheduler({ ...surroundings, faults }),
    stepFunctions,
    lambda,
    eventSources,
    apiGateway,
  ];
  return {
    kinds: Object.assign({}, noEffectKinds, createS3(surroundings).kinds, ...serving.map(({ kinds }) => kinds)),
    endpoint: createAwsEndpoint({
      dispatcher,
      scheduler,
      principalOf(accessKeyId) {
        const principal = lambda.principalOf(accessKeyId);
        const environment = environmentOfAccessKey(accessKeyId);
        return principal ? { ...principal, ...(environment !== undefined && { environment }) } : operator;
      },
    }),
    ...{
      dispatcher,
      metering,
      apiGateway,
      cloudWatch,
      dynamoDb,
      eventBridge,
      faults,
      iam,
      lambda,
      ses,
      sns,
      sqs,
      stepFunctions,
    },
  };
}
