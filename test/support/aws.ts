import { DynamoDBClient, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Envelope } from '../../functions/events/event.ts';
import type { Item } from '../../functions/platform/table.ts';
import { tablesOf } from '../../infra/names.ts';

/** What came of running a function: its answer, or the error it ended with. */
export type Invoked =
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string };

/** The app as an operator of its AWS account sees it. */
export interface Aws {
  /** Runs a function to its end; `name` is its short one, such as `assign-lead`. */
  invoke(name: string, payload: unknown): Promise<Invoked>;
  /** Puts an event on the bus, as the relay does; its target functions get it. */
  publish(envelope: Envelope): Promise<void>;
  /** Stops an execution by hand; `machine` is the short name of its state machine, such as `lead-sla`. */
  stopExecution(machine: string, name: string): Promise<void>;
  /** Every item of the table at rest, by key. */
  items(): Promise<readonly Item[]>;
  /** Every item of the table of credentials. */
  credentials(): Promise<readonly Item[]>;
  /** Puts an item into the table, past every rule of ours. */
  putItem(item: Item): Promise<void>;
}

const names = { tables: tablesOf('lanekeeper-dev'), bus: 'lanekeeper-dev', functions: 'lanekeeper-dev-' };

/** Opens the AWS API of a runtime. */
export function openAws(endpoint: string): Aws {
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
  };
  const lambda = new LambdaClient(config);
  const bus = new EventBridgeClient(config);
  const stepFunctions = new SFNClient(config);
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  return {
    invoke: (name, payload) => invoke(lambda, name, payload),
    async publish(envelope) {
      const { source: Source, type: DetailType } = envelope;
      const entry = { EventBusName: names.bus, Source, DetailType, Detail: JSON.stringify(envelope) };
      const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries: [entry] }));
      if (FailedEntryCount) throw new Error('The bus did not take the event.');
    },
    async stopExecution(machine, name) {
      const executionArn = `arn:aws:states:us-east-1:000000000000:execution:${names.functions}${machine}:${name}`;
      await stepFunctions.send(new StopExecutionCommand({ executionArn }));
    },
    async putItem(item) {
      await table.send(new PutCommand({ TableName: names.tables.main, Item: item }));
    },
    items: () => scanAll(table, names.tables.main),
    credentials: () => scanAll(table, names.tables.credentials),
  };
}

async function invoke(lambda: LambdaClient, name: string, payload: unknown): Promise<Invoked> {
  const FunctionName = names.functions + name;
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(payload)) }),
  );
  const text = Buffer.from(Payload ?? []).toString('utf8');
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  if (FunctionError === undefined) return { kind: 'answered', answer };
  const { errorType, errorMessage } = answer as { errorType: string; errorMessage: string };
  return { kind: 'failed', errorType, errorMessage };
}

async function scanAll(table: DynamoDBDocumentClient, TableName: string): Promise<Item[]> {
  const found: Item[] = [];
  let page: ScanCommandOutput['LastEvaluatedKey'] | undefined;
  do {
    const scan = new ScanCommand({ TableName, ...(page && { ExclusiveStartKey: page }) });
    const { Items = [], LastEvaluatedKey } = await table.send(scan);
    found.push(...(Items as Item[]));
    page = LastEvaluatedKey;
  } while (page);
  return found.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function keyOf({ PK, SK }: Item): string {
  return `${PK}\n${SK}`;
}
