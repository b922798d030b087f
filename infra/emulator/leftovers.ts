import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';

/** The one role of an account by which API Gateway writes logs: another stage's API may write by it, too. */
const meantToStay = /ApiCloudWatchRole|ApiAccount/;

/**
 * What is still there after `cdk destroy`, by what it said (it names each resource that it leaves) and by what the emulator
 * lists of those that hold data or cost money.
 */
export async function leftBehind(destroyed: string, endpoint: string, region: string): Promise<readonly string[]> {
  const skipped = destroyed
    .split('\n')
    .filter((line) => /DELETE_(SKIPPED|FAILED)/.test(line) && !meantToStay.test(line));
  const client = { endpoint, region, credentials: { accessKeyId: 'emulated', secretAccessKey: 'emulated' } };
  const [tables, functions, machines, queues, buckets] = await Promise.all([
    new DynamoDBClient(client).send(new ListTablesCommand({})),
    new LambdaClient(client).send(new ListFunctionsCommand({})),
    new SFNClient(client).send(new ListStateMachinesCommand({})),
    new SQSClient(client).send(new ListQueuesCommand({})),
    bucketsAt(endpoint),
  ]);
  return [
    ...skipped.map((line) => line.trim()),
    ...(tables.TableNames ?? []).map((name) => `table ${name}`),
    ...(functions.Functions ?? []).map(({ FunctionName }) => `function ${FunctionName}`),
    ...(machines.stateMachines ?? []).map(({ name }) => `state machine ${name}`),
    ...(queues.QueueUrls ?? []).map((url) => `queue ${url}`),
    ...buckets.map((name) => `bucket ${name}`),
  ];
}

/** All buckets but that of `cdk bootstrap`. */
async function bucketsAt(endpoint: string): Promise<readonly string[]> {
  const listed = await (await fetch(endpoint)).text();
  const names = [...listed.matchAll(/<Name>([^<]+)<\/Name>/g)].map(([, name = '']) => name);
  return names.filter((name) => !name.startsWith('cdk-'));
}
