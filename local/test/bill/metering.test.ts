import { describe, expect, test } from 'vitest';
import { createMetering } from '../../bill/metering.ts';
import { AwsError, createDispatcher } from '../../dispatcher.ts';
import { createDynamoDb } from '../../dynamodb/dynamodb.ts';
import { createScheduler } from '../../virtual-scheduler.ts';

const place = { region: 'us-east-1', account: '000000000000', partition: 'aws' } as const;
const principal = { name: 'Caller' };
const kilobyte = (count: number) => ({ S: 'x'.repeat(count * 1024) });

/** A dispatcher that is metered, with a table `app` that has one index, and doubles for the services named. */
function metered(answers: Readonly<Record<string, Record<string, unknown>>> = {}) {
  const scheduler = createScheduler({ start: 0 });
  const metering = createMetering(() => scheduler.now());
  const dispatcher = createDispatcher(undefined, [metering.intercept]);
  for (const [service, answer] of Object.entries(answers)) dispatcher.register(service, async () => answer);
  const dynamoDb = createDynamoDb({ scheduler, dispatcher, place });
  const properties = {
    TableName: 'app',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: ['pk', 'lane'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'lane',
        KeySchema: [{ AttributeName: 'lane', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  };
  const kind = dynamoDb.kinds['AWS::DynamoDB::Table'];
  const identity = kind?.identify('stack-Table', properties, place);
  if (!kind?.load || !identity) throw new Error('no kind for tables');
  void kind.load({
    ...{ stack: 's', logicalId: 'Table', type: 'AWS::DynamoDB::Table', path: 's/Table' },
    ...{ properties, metadata: {}, ...identity },
  });
  return {
    metering,
    call: (service: string, action: string, input: Record<string, unknown>) =>
      dispatcher.call({ service, action, input, principal }),
    units: (id: string) =>
      metering.meter
        .used()
        .filter((used) => used.id === id)
        .reduce((sum, used) => sum + used.units, 0),
  };
}

const item = (pk: string, more: object = {}) => ({ TableName: 'app', Item: { pk: { S: pk }, ...more } });
const onlyNew = { ConditionExpression: 'attribute_not_exists(pk)' };

describe('request units of a table, as AWS counts them', () => {
  test('a put of up to 1 KB is one unit, of 2 KB and a little three', async () => {
    const { call, units } = metered();
    await call('dynamodb', 'PutItem', item('a'));
    expect(units('dynamodb.write')).toBe(1);
    await call('dynamodb', 'PutItem', item('b', { text: kilobyte(2) }));
    expect(units('dynamodb.write')).toBe(1 + 3);
  });

  test('what an index holds is written there, too', async () => {
    const { call, units } = metered();
    await call('dynamodb', 'PutItem', item('a', { lane: { S: 'one' } }));
    expect(units('dynamodb.write')).toBe(1 + 1);
  });

  test('a transaction doubles every write, those of indexes too', async () => {
    const { call, units } = metered();
    const TransactItems = [{ Put: item('a', { lane: { S: 'one' } }) }, { Put: item('b') }];
    await call('dynamodb', 'TransactWriteItems', { TransactItems });
    expect(units('dynamodb.write')).toBe(2 * (1 + 1) + 2);
  });

  test('reads: half a unit where they may lag, a whole one where not, for each 4 KB', async () => {
    const { call, units } = metered();
    await call('dynamodb', 'PutItem', item('a', { text: kilobyte(5) }));
    const Key = { pk: { S: 'a' } };
    await call('dynamodb', 'GetItem', { TableName: 'app', Key });
    expect(units('dynamodb.read')).toBe(2 / 2);
    await call('dynamodb', 'GetItem', { TableName: 'app', Key, ConsistentRead: true });
    expect(units('dynamodb.read')).toBe(1 + 2);
    await call('dynamodb', 'GetItem', { TableName: 'app', Key: { pk: { S: 'nobody' } }, ConsistentRead: true });
    expect(units('dynamodb.read')).toBe(3 + 1);
  });

  test('a condition that fails is billed as the write would be, any other refusal is free', async () => {
    const { call, units } = metered();
    await call('dynamodb', 'PutItem', item('a'));
    await expect(call('dynamodb', 'PutItem', { ...item('a', { text: kilobyte(1) }), ...onlyNew })).rejects.toThrow();
    expect(units('dynamodb.write')).toBe(1 + 2);
    const TransactItems = [{ Put: { ...item('a'), ...onlyNew } }, { Put: item('b') }];
    await expect(call('dynamodb', 'TransactWriteItems', { TransactItems })).rejects.toThrow(AwsError);
    expect(units('dynamodb.write')).toBe(3 + 2 + 2);
    await expect(call('dynamodb', 'PutItem', { TableName: 'other', Item: { pk: { S: 'a' } } })).rejects.toThrow();
    expect(units('dynamodb.write')).toBe(7);
  });

  test('whoever did not ask for the capacity is not told it, whoever did is', async () => {
    const { call } = metered();
    expect(await call('dynamodb', 'PutItem', item('a'))).toEqual({});
    expect(await call('dynamodb', 'PutItem', { ...item('a'), ReturnConsumedCapacity: 'TOTAL' })).toEqual({
      ConsumedCapacity: { TableName: 'app', CapacityUnits: 1 },
    });
  });
});

describe('units of other calls', () => {
  const event = (bytes: number) => ({
    Source: 's',
    DetailType: 't',
    EventBusName: 'bus',
    Detail: 'd'.repeat(bytes - 2),
  });

  test.each([
    ['an event of 64 KB', 1, 65_536],
    ['one byte more', 2, 65_537],
    ['the smallest', 1, 3],
  ])('%s counts %d', async (_what, expected, bytes) => {
    const { call, units } = metered({ events: { Entries: [{ EventId: '1' }] } });
    await call('events', 'PutEvents', { Entries: [event(bytes)] });
    expect(units('events.customEvent')).toBe(expected);
  });

  test('an event that is not taken is not billed', async () => {
    const { call, units } = metered({ events: { Entries: [{ ErrorCode: 'InternalFailure' }, { EventId: '2' }] } });
    await call('events', 'PutEvents', { Entries: [event(10), event(10)] });
    expect(units('events.customEvent')).toBe(1);
  });

  test.each<[string, string, Record<string, unknown>, string, number]>([
    ['sqs', 'SendMessage', { MessageBody: 'm' }, 'sqs.request', 1],
    ['sqs', 'SendMessage', { MessageBody: 'm'.repeat(65_537) }, 'sqs.request', 2],
    ['sqs', 'ReceiveMessage', {}, 'sqs.request', 1],
    ['ses', 'SendEmail', { Destination: { ToAddresses: ['a', 'b'], CcAddresses: ['c'] } }, 'ses.message', 3],
    ['sns', 'Publish', { Message: 'm' }, 'sns.publish', 1],
    ['s3', 'PutObject', {}, 's3.put', 1],
    ['s3', 'ListObjectsV2', {}, 's3.put', 1],
    ['s3', 'GetObject', {}, 's3.get', 1],
    ['s3', 'DeleteObject', {}, 's3.put', 0],
    ['s3', 'DeleteObject', {}, 's3.get', 0],
    ['cloudwatch', 'PutMetricData', {}, 'cloudwatch.putMetricData', 1],
  ])('%s:%s', async (service, action, input, id, expected) => {
    const { call, units } = metered({ [service]: {} });
    await call(service, action, input);
    expect(units(id)).toBe(expected);
  });

  test('a receive is billed by what it finds', async () => {
    const { call, units } = metered({
      sqs: { Messages: [{ Body: 'm'.repeat(40_000) }, { Body: 'm'.repeat(40_000) }] },
    });
    await call('sqs', 'ReceiveMessage', {});
    expect(units('sqs.request')).toBe(2);
  });

  test('a function is invoked by the events that a queue brings it, each for its share', async () => {
    const { call, metering } = metered({ lambda: {} });
    const Records = ['a', 'b', 'a', 'a'].map((type) => ({
      eventSource: 'aws:sqs',
      body: JSON.stringify({ 'detail-type': type, detail: { quoted: '"detail-type":"c"' } }),
    }));
    await call('lambda', 'InvokeFunction', { FunctionName: 'f', Payload: JSON.stringify({ Records }) });
    await call('lambda', 'InvokeFunction', { FunctionName: 'f', Payload: JSON.stringify({ Records: [{}] }) });
    expect(metering.causes.get('f')).toEqual(
      new Map([
        ['event a', 0.75],
        ['event b', 0.25],
        ['Caller', 1],
      ]),
    );
  });

  test('a call that fails is free', async () => {
    const { call, metering } = metered();
    await expect(call('sqs', 'SendMessage', { MessageBody: 'm' })).rejects.toThrow('sqs:SendMessage');
    expect(metering.meter.used()).toEqual([]);
  });
});
