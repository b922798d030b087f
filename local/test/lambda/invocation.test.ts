import { afterAll, expect, test } from 'vitest';
import { rig, start } from './rig.ts';

const { lambda, scheduler, dispatcher, define, invoke, lines, close } = rig();
afterAll(close);

test('a CommonJS bundle without package.json and an ES module are both loaded, beneath a project of modules', async () => {
  await define('script', 'exports.handler = async (event) => ({ got: event, root: __dirname, req: typeof require })');
  await define('module', 'export const handler = async (event) => ({ got: event })', { file: 'index.mjs' });
  expect((await invoke('script', { a: 1 })).answer).toMatchObject({ got: { a: 1 }, req: 'function' });
  expect((await invoke('module', { a: 2 })).answer).toEqual({ got: { a: 2 } });
});

test('a handler sees its own variables and what Lambda sets, and nothing of this machine', async () => {
  process.env['HOST_SECRET'] = 'leaked';
  const variables = { Environment: { Variables: { TABLE: 'leads' } }, MemorySize: '256' };
  await define('variables', 'exports.handler = async () => process.env', variables);
  const { answer } = await invoke('variables');
  expect(answer).toMatchObject({
    TABLE: 'leads',
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'variables',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/variables',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    _HANDLER: 'index.handler',
  });
  expect(answer).not.toHaveProperty('HOST_SECRET');
  expect(answer).not.toHaveProperty('PATH');
  expect(answer).not.toHaveProperty('HOME');
  expect(lambda.principalOf(answer.AWS_ACCESS_KEY_ID)).toEqual({
    name: 'variables',
    roleArn: 'arn:aws:iam::000000000000:role/variables',
    service: 'lambda.amazonaws.com',
    session: 'variables',
  });
  expect(lambda.principalOf('AKIAIOSFODNN7EXAMPLE')).toBeUndefined();
});

test('every form of Date is virtual from the first line of the bundle, and follows the clock', async () => {
  await define(
    'dates',
    `const loaded = Date.now();
     exports.handler = async () => ({
       loaded, now: Date.now(), constructed: new Date().toISOString(), called: Date(),
       given: new Date(0).toISOString(), utc: Date.UTC(2020, 0, 1), same: new Date() instanceof Date,
       constructor: new Date().constructor === Date, zone: new Date(0).getHours(),
       format: new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' }).format(),
       parts: new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' }).formatToParts().at(-1).value,
       sub: new (class Day extends Date {})().toISOString(),
     })`,
  );
  const first = (await invoke('dates')).answer;
  expect(first).toMatchObject({
    loaded: start,
    now: start,
    constructed: '2031-05-06T07:08:09.000Z',
    given: '1970-01-01T00:00:00.000Z',
    utc: 1577836800000,
    same: true,
    constructor: true,
    zone: 0,
    format: '5/6/2031',
    parts: '2031',
    sub: '2031-05-06T07:08:09.000Z',
  });
  expect(first.called).toMatch(/^Tue May 06 2031 07:08:09/);
  await scheduler.moveTo((now) => now + 86_400_000);
  expect((await invoke('dates')).answer).toMatchObject({ loaded: start, constructed: '2031-05-07T07:08:09.000Z' });
});

test('the context names the request and counts down the real time that is left', async () => {
  await define(
    'context',
    `exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() })`,
    { Timeout: 30 },
  );
  const { answer } = await invoke('context');
  expect(answer).toMatchObject({
    functionName: 'context',
    functionVersion: '$LATEST',
    memoryLimitInMB: '128',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:context',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(answer.left).toBeGreaterThan(20_000);
  expect(answer.left).toBeLessThanOrEqual(30_000);
});

test.each([
  ['throw new TypeError("no")', { errorType: 'TypeError', errorMessage: 'no', trace: expect.any(Array) }],
  ['throw "text"', { errorType: 'string', errorMessage: 'text', trace: [] }],
  [
    'Promise.reject(new Error("lost")); await new Promise(() => {})',
    { errorType: 'Runtime.UnhandledPromiseRejection' },
  ],
  ['setTimeout(() => { throw new RangeError("late") }); await new Promise(() => {})', { errorType: 'RangeError' }],
  ['process.exit(3)', { errorType: 'Runtime.ExitError' }],
  ['return "x".repeat(6291557)', { errorType: 'Function.ResponseSizeTooLarge' }],
])('%s is a function error, and the next invocation is served', async (body, document) => {
  const name = `error-${Buffer.from(body).toString('hex').slice(0, 20)}`;
  await define(name, `exports.handler = async (event) => { if (event.well) return 1; ${body} }`);
  expect(await invoke(name)).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled', answer: document });
  const next = await invoke(name, { well: true });
  expect(next).toMatchObject({ answer: 1 });
  expect(next).not.toHaveProperty('FunctionError');
});

test.each([
  ['missing', 'exports.other = 1', 'Runtime.HandlerNotFound'],
  ['callback', 'exports.handler = (event, context, callback) => callback()', 'Runtime.CallbackHandlerDeprecated'],
  ['broken', 'throw new SyntaxError("bad bundle")', 'SyntaxError'],
])('a bundle that is %s fails each invocation', async (name, source, errorType) => {
  await define(name, source);
  expect(await invoke(name)).toMatchObject({ FunctionError: 'Unhandled', answer: { errorType } });
  expect(await invoke(name)).toMatchObject({ FunctionError: 'Unhandled', answer: { errorType } });
});

test('a timeout ends the thread even in a busy loop, in real time', async () => {
  await define('endless', 'exports.handler = async (event) => { while (event.loop); return "fresh" }', {
    Timeout: 0.2,
  });
  const { answer, ...output } = await invoke('endless', { loop: true });
  expect(output).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  expect(answer.errorMessage).toMatch(/^2031-05-0\dT07:08:09.000Z [0-9a-f-]{36} Task timed out after 0.20 seconds$/);
  expect((await invoke('endless')).answer).toBe('fresh');
});

test('memory is limited to the function’s own', async () => {
  const hungry = `exports.handler = async () => { const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length)) }`;
  await define('hungry', hungry, { MemorySize: 128, Timeout: 30 });
  expect((await invoke('hungry')).answer).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
});

test('what a function writes reaches the log with its request, in the form of the runtime', async () => {
  await define(
    'talking',
    `exports.handler = async (event, context) => {
       console.warn('look', { a: 1 }); process.stdout.write('{"half":'); process.stdout.write('1}\\nrest\\n');
       return context.awsRequestId }`,
  );
  const { answer } = await invoke('talking');
  const own = lines.filter((line) => line.functionName === 'talking');
  expect(own.every((line) => line.requestId === answer)).toBe(true);
  expect(own.map((line) => line.line)).toEqual([
    expect.stringMatching(new RegExp(`^2031-05-0\\dT07:08:09.000Z\\t${answer}\\tWARN\\tlook { a: 1 }$`)),
    '{"half":1}',
    'rest',
  ]);
});

test('with the JSON format console and errors write JSON', async () => {
  const source = 'exports.handler = async () => { console.error("odd"); throw new Error("no") }';
  await define('structured', source, { LoggingConfig: { LogFormat: 'JSON', LogGroup: '/own/group' } });
  await invoke('structured');
  const own = lines.filter((line) => line.functionName === 'structured').map((line) => JSON.parse(line.line));
  expect(own).toMatchObject([
    { level: 'ERROR', message: 'odd' },
    { level: 'ERROR', message: { errorType: 'Error', errorMessage: 'no' } },
  ]);
});

test('a CommonJS bundle may import() and writes nothing by that', async () => {
  await define('importing', 'exports.handler = async () => (await import("node:path")).basename("/a/b")');
  expect((await invoke('importing')).answer).toBe('b');
  expect(lines.filter((line) => line.functionName === 'importing')).toEqual([]);
});

test.each([
  [{ FunctionName: 'nobody' }, 'ResourceNotFoundException'],
  [{ FunctionName: 'script', Payload: '{' }, 'InvalidRequestContentException'],
  [{ FunctionName: 'script', Payload: `"${'x'.repeat(6_291_456)}"` }, 'RequestTooLargeException'],
  [
    { FunctionName: 'script', Payload: `"${'x'.repeat(1_048_576)}"`, InvocationType: 'Event' },
    'RequestTooLargeException',
  ],
  [{ FunctionName: 'script', InvocationType: 'Later' }, 'InvalidParameterValueException'],
])('a call that AWS refuses is refused (%#)', async (input, code) => {
  const call = { service: 'lambda', action: 'InvokeFunction', input, principal: { name: 'operator' } };
  await expect(dispatcher.call(call)).rejects.toMatchObject({ code });
});

test('a partial ARN and a qualifier name the function, too', async () => {
  await define('named', 'exports.handler = async () => 7');
  for (const name of [
    'named',
    '000000000000:function:named',
    'arn:aws:lambda:us-east-1:000000000000:function:named:$LATEST',
  ])
    expect((await invoke(name)).answer).toBe(7);
});
