import { describe, expect, it } from 'vitest';
import { dynamoDbWithTable, key, tableResource } from './dynamodb.fixture.ts';

const keySchema = {
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
};
const onDemand = { ...keySchema, BillingMode: 'PAY_PER_REQUEST' };
const globalTable = {
  ...onDemand,
  Replicas: [
    {
      Region: 'us-east-1',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      GlobalSecondaryIndexes: [{ IndexName: 'by-day' }],
    },
  ],
  SSESpecification: { SSEEnabled: true },
};

function load(properties: Readonly<Record<string, unknown>>, type: string) {
  const { dynamoDb, call } = dynamoDbWithTable();
  const resource = tableResource(dynamoDb, { TableName: 'other', ...properties }, type);
  dynamoDb.kinds[type]?.load?.(resource);
  return { resource, call };
}

describe('a table of a template', () => {
  it('is described as it was declared', async () => {
    const { call, streamArn, put } = dynamoDbWithTable();
    await put(key('a'));
    expect(await call('DescribeTable', { TableName: 'app' })).toMatchObject({
      Table: {
        TableName: 'app',
        TableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/app',
        TableStatus: 'ACTIVE',
        ItemCount: 1,
        LatestStreamArn: streamArn,
        GlobalSecondaryIndexes: [
          { IndexName: 'due', ItemCount: 0 },
          { IndexName: 'by-email', IndexStatus: 'ACTIVE' },
        ],
      },
    });
    expect(await call('DescribeTimeToLive', { TableName: 'app' })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' },
    });
    expect(await call('ListTables')).toEqual({ TableNames: ['app'] });
  });

  it('is reached by its ARN', async () => {
    const { call, put } = dynamoDbWithTable();
    await put(key('a'));
    const TableName = 'arn:aws:dynamodb:us-east-1:000000000000:table/app';
    expect(await call('GetItem', { TableName, Key: key('a') })).toEqual({ Item: key('a') });
  });

  it('may be a global table with one replica', async () => {
    const { resource, call } = load(globalTable, 'AWS::DynamoDB::GlobalTable');
    expect(resource.ref).toBe('other');
    expect(Object.keys(resource.attributes)).toEqual(['Arn', 'StreamArn', 'TableId']);
    expect(await call('ListTables')).toEqual({ TableNames: ['app', 'other'] });
  });

  it.each([
    ['AWS::DynamoDB::Table', { ...onDemand, LocalSecondaryIndexes: [] }, 'property LocalSecondaryIndexes'],
    ['AWS::DynamoDB::Table', keySchema, 'BillingMode other than PAY_PER_REQUEST'],
    ['AWS::DynamoDB::Table', { ...onDemand, ResourcePolicy: {} }, 'property ResourcePolicy'],
    [
      'AWS::DynamoDB::Table',
      { ...onDemand, GlobalSecondaryIndexes: [{ IndexName: 'x', KeySchema: [], OnDemandThroughput: {} }] },
      'OnDemandThroughput of the index x',
    ],
    ['AWS::DynamoDB::GlobalTable', onDemand, 'Replicas other than one in us-east-1'],
    [
      'AWS::DynamoDB::GlobalTable',
      { ...globalTable, Replicas: [{ Region: 'us-east-1' }, { Region: 'eu-central-1' }] },
      'Replicas other than one in us-east-1',
    ],
    [
      'AWS::DynamoDB::GlobalTable',
      { ...globalTable, Replicas: [{ Region: 'us-east-1', KinesisStreamSpecification: {} }] },
      'KinesisStreamSpecification of a replica',
    ],
    [
      'AWS::DynamoDB::GlobalTable',
      {
        ...globalTable,
        Replicas: [
          { Region: 'us-east-1', GlobalSecondaryIndexes: [{ IndexName: 'x', ReadProvisionedThroughputSettings: {} }] },
        ],
      },
      'ReadProvisionedThroughputSettings of the index x',
    ],
  ])('%s is refused by name with what is not emulated', (type, properties, what) => {
    expect(() => load(properties, type)).toThrow(`Data/AppTable (${type}): ${what} is not emulated`);
  });
});
