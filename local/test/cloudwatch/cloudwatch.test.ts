import { beforeEach, expect, test } from 'vitest';
import { type CloudWatch, createCloudWatch } from '../../cloudwatch/cloudwatch.ts';
import { createNewest } from '../../cloudwatch/newest.ts';
import { createDispatcher, type Dispatcher, operator } from '../../dispatcher.ts';
import { createScheduler } from '../../virtual-scheduler.ts';
import { load, place, resourceOf } from '../wire/loaded.ts';

const start = Date.parse('2027-03-01T08:00:00Z');
const at = '2027-03-01T08:00:00.000Z';

let dispatcher: Dispatcher;
let cloudWatch: CloudWatch;

beforeEach(() => {
  dispatcher = createDispatcher();
  cloudWatch = createCloudWatch({ scheduler: createScheduler({ start }), dispatcher, place });
});

const call = (service: string, action: string, input: Record<string, unknown>) =>
  dispatcher.call({ service, action, input, principal: operator });

test('lines are kept with their function, JSON parsed', () => {
  cloudWatch.log('intake', 'r-1', '{"level":"INFO"}');
  cloudWatch.log('intake', undefined, 'INIT_START');
  cloudWatch.log('relay', 'r-2', 'plain');
  expect(cloudWatch.logs('intake')).toEqual([
    { function: 'intake', requestId: 'r-1', at, message: { level: 'INFO' } },
    { function: 'intake', at, message: 'INIT_START' },
  ]);
  expect(cloudWatch.logs()).toHaveLength(3);
});

const embedded = (more: Record<string, unknown> = {}) => ({
  _aws: {
    Timestamp: start,
    CloudWatchMetrics: [
      {
        Namespace: 'Lanes',
        Dimensions: [['stage'], ['stage', 'level']],
        Metrics: [{ Name: 'Breached', Unit: 'Count' }, { Name: 'Late' }],
      },
    ],
  },
  stage: 'dev',
  level: 2,
  Breached: 1,
  ...more,
});

test.each([
  [
    'a value for each set of dimensions',
    embedded(),
    [
      { namespace: 'Lanes', name: 'Breached', dimensions: { stage: 'dev' }, unit: 'Count', value: 1, at },
      { namespace: 'Lanes', name: 'Breached', dimensions: { stage: 'dev', level: '2' }, unit: 'Count', value: 1, at },
    ],
  ],
  [
    'each value of a list; a set whose dimension is missing gives none',
    embedded({ level: undefined, Breached: undefined, Late: [3, 4] }),
    [
      { namespace: 'Lanes', name: 'Late', dimensions: { stage: 'dev' }, unit: 'None', value: 3, at },
      { namespace: 'Lanes', name: 'Late', dimensions: { stage: 'dev' }, unit: 'None', value: 4, at },
    ],
  ],
  ['none from text where a number should be', embedded({ Breached: 'one' }), []],
  ['none from another document', { _aws: {} }, []],
])('embedded metrics: %s', (_, line, expected) => {
  cloudWatch.log('intake', 'r-1', JSON.stringify(line));
  expect(cloudWatch.metrics()).toEqual(expected);
});

test.each([
  ['in JSON', { Timestamp: start / 1000 - 60, Value: 2 }, [[2, '2027-03-01T07:59:00.000Z']]],
  ['in the query protocol', { Timestamp: '2027-03-01T07:59:00Z', Value: '2.5' }, [[2.5, '2027-03-01T07:59:00.000Z']]],
  [
    'with counts, now',
    { Values: [1, 5], Counts: [2, 1] },
    [
      [1, at],
      [1, at],
      [5, at],
    ],
  ],
])('PutMetricData %s', async (_, datum, expected) => {
  const MetricData = [{ MetricName: 'Sent', Dimensions: [{ Name: 'stage', Value: 'dev' }], Unit: 'Count', ...datum }];
  await call('cloudwatch', 'PutMetricData', { Namespace: 'Lanes', MetricData });
  expect(cloudWatch.metrics().map((metric) => [metric.value, metric.at])).toEqual(expected);
  expect(cloudWatch.metrics()[0]).toMatchObject({ namespace: 'Lanes', name: 'Sent', dimensions: { stage: 'dev' } });
});

test('AWS’s own namespaces are closed to the app', async () => {
  const data = { Namespace: 'AWS/Lambda', MetricData: [{ MetricName: 'Errors', Value: 1 }] };
  await expect(call('cloudwatch', 'PutMetricData', data)).rejects.toMatchObject({ code: 'InvalidParameterValue' });
});

test('lines written through the API are kept under their group', async () => {
  const names = { logGroupName: '/machines/lead-sla', logStreamName: 's' };
  await call('logs', 'CreateLogStream', names);
  await call('logs', 'PutLogEvents', { ...names, logEvents: [{ timestamp: start, message: '{"a":1}' }] });
  expect(cloudWatch.logs('/machines/lead-sla')).toEqual([{ function: '/machines/lead-sla', at, message: { a: 1 } }]);
});

test.each([
  ['all of it', {}, ['{"level":"INFO","fact":"a.v1"}', '{"level":"ERROR","status":"502"}', 'plain']],
  ['what a member says', { filterPattern: '{ $.fact = "a.v1" }' }, ['{"level":"INFO","fact":"a.v1"}']],
  ['what begins like it', { filterPattern: '{$.status = "5*"}' }, ['{"level":"ERROR","status":"502"}']],
  [
    'one of two things',
    { filterPattern: '{ $.level = "ERROR" || $.fact = "a.v1" }' },
    ['{"level":"INFO","fact":"a.v1"}', '{"level":"ERROR","status":"502"}'],
  ],
  ['both of two things', { filterPattern: '{ $.level = "ERROR" && $.fact = "*" }' }, []],
  ['nothing of later', { startTime: start + 1 }, []],
])('a function’s log is searched by its group: %s', async (_what, search, expected) => {
  for (const line of ['{"level":"INFO","fact":"a.v1"}', '{"level":"ERROR","status":"502"}', 'plain'])
    cloudWatch.log('intake', 'r-1', line);
  cloudWatch.log('relay', 'r-2', 'other');
  const lines: unknown[] = [];
  let nextToken: unknown;
  do {
    const page = { logGroupName: '/aws/lambda/intake', limit: 2, ...search, ...(nextToken ? { nextToken } : {}) };
    const answer = await call('logs', 'FilterLogEvents', page);
    lines.push(...(answer['events'] as { message: string }[]).map(({ message }) => message));
    nextToken = answer['nextToken'];
  } while (nextToken);
  expect(lines).toEqual(expected);
});

test('a group of the templates is empty at first, and no other is there', async () => {
  await load(cloudWatch.kinds)('AWS::Logs::LogGroup', 'Access', { LogGroupName: '/app/access' });
  expect(await call('logs', 'FilterLogEvents', { logGroupName: '/app/access' })).toEqual({ events: [] });
  const other = call('logs', 'FilterLogEvents', { logGroupName: '/app/other' });
  await expect(other).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});

test.each([
  ['cloudwatch', 'PutMetricData', { Namespace: 'n', MetricData: [{ MetricName: 'm', StatisticValues: {} }] }],
  ['cloudwatch', 'GetMetricData', {}],
  ['logs', 'GetLogEvents', {}],
])('%s:%s %j is refused', async (service, action, input) => {
  await expect(call(service, action, input)).rejects.toMatchObject({ code: 'UnsupportedOnThisMachine' });
});

test.each([
  [
    'AWS::Logs::LogGroup',
    { LogGroupName: '/aws/lambda/f' },
    '/aws/lambda/f',
    'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f:*',
  ],
  ['AWS::CloudWatch::Alarm', {}, 'app-R', 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:app-R'],
])('%s is accepted by name', (type, properties, ref, arn) => {
  const resource = resourceOf(cloudWatch.kinds, type, { logicalId: 'R', properties });
  expect(resource).toMatchObject({ ref, attributes: { Arn: arn } });
});

test('only the newest are kept', () => {
  const newest = createNewest<number>(3);
  for (let entry = 1; entry <= 8; entry += 1) {
    newest.add(entry);
    expect(newest.all()).toEqual([entry - 2, entry - 1, entry].filter((kept) => kept > 0));
  }
});
