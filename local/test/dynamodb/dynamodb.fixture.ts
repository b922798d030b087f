import type { Resource } from '../../cloudformation/resource.ts';
import { createDispatcher, operator } from '../../dispatcher.ts';
import type { Item } from '../../dynamodb/attribute-value.ts';
import { createDynamoDb } from '../../dynamodb/dynamodb.ts';
import type { StreamRecord } from '../../dynamodb/stream.ts';
import { createScheduler } from '../../virtual-scheduler.ts';

export const start = Date.parse('2026-03-02T15:00:00Z');

export const place = { region: 'us-east-1', account: '000000000000', partition: 'aws' } as const;

const tableProperties = {
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['pk', 'sk', 'lane', 'dueAt', 'email'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  BillingMode: 'PAY_PER_REQUEST',
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  GlobalSecondaryIndexes: [
    {
      IndexName: 'due',
      KeySchema: [
        { AttributeName: 'lane', KeyType: 'HASH' },
        { AttributeName: 'dueAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: 'by-email',
      KeySchema: [{ AttributeName: 'email', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['name'] },
    },
  ],
};

/** A DynamoDB with one table `app`, its stream recorded; `properties` overrides those of the table. */
export function dynamoDbWithTable(properties: Readonly<Record<string, unknown>> = {}) {
  const scheduler = createScheduler({ start });
  const dispatcher = createDispatcher();
  const dynamoDb = createDynamoDb({ scheduler, dispatcher, place });
  const resource = tableResource(dynamoDb, { ...tableProperties, ...properties });
  dynamoDb.kinds['AWS::DynamoDB::Table']?.load?.(resource);
  const records: StreamRecord[] = [];
  dynamoDb.subscribe(resource.attributes['StreamArn'] ?? '', (more) => records.push(...more));
  const call = (action: string, input: Readonly<Record<string, unknown>> = {}) =>
    dispatcher.call({ service: 'dynamodb', action, input, principal: operator });
  return {
    scheduler,
    dispatcher,
    dynamoDb,
    records,
    call,
    streamArn: resource.attributes['StreamArn'] ?? '',
    /** Calls with the table's name. */
    on: (action: string, input: Readonly<Record<string, unknown>> = {}) => call(action, { TableName: 'app', ...input }),
    put: (item: Item) => call('PutItem', { TableName: 'app', Item: item }),
    item: async (pk: string, sk = '-') => (await call('GetItem', { TableName: 'app', Key: key(pk, sk) }))['Item'],
    items: async () => (await call('Scan', { TableName: 'app' }))['Items'] as Item[],
  };
}

type Service = ReturnType<typeof createDynamoDb>;

/** A table resource as the loader hands it over. */
export function tableResource(
  { kinds }: Service,
  properties: Readonly<Record<string, unknown>>,
  type = 'AWS::DynamoDB::Table',
): Resource {
  const identity = kinds[type]?.identify('app', properties, place);
  if (!identity) throw new Error(`${type} is not served`);
  return { stack: 'Data', logicalId: 'AppTable', type, path: 'Data/AppTable', properties, metadata: {}, ...identity };
}

/** The key of the table `app`. */
export function key(pk: string, sk = '-'): Item {
  return { pk: { S: pk }, sk: { S: sk } };
}
