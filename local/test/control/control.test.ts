import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { control } from '../../control/control.ts';
import type { FaultControl } from '../../control/faults.ts';
import type { ControlledRuntime } from '../../control/routes.ts';
import type { Views } from '../../control/views.ts';
import type { FaultPlan } from '../../faults/fault-plan.ts';
import { createScheduler } from '../../virtual-scheduler.ts';

const start = '2026-01-31T14:00:00.000Z';
const scheduler = () => createScheduler({ start: Date.parse(start) });

const measured: unknown[] = [];

const views: Views = {
  events: (type) => [{ 'detail-type': type ?? 'any' }],
  executions: (machine) => [{ machine: machine ?? 'any' }],
  history: (name) => (name === 'known one' ? [{ type: 'ExecutionStarted' }] : undefined),
  messages: () => [{ channel: 'email' }],
  metrics: () => [{ name: 'Leads' }],
  putMetric: (metric) => void measured.push(metric),
  alarms: () => [{ state: 'OK' }],
  logs: (functionName) => [{ function: functionName ?? 'any' }],
  deadLetters: () => [],
  denied: () => [{ action: 'sqs:SendMessage' }],
  permissions: () => [{ action: 'sqs:SendMessage', calls: 2 }],
  redrive: async () => ({ redriven: 2, left: [] }),
};

class RecordedFaults implements FaultControl {
  plan: FaultPlan | undefined;
  readonly trace = [{ fault: 'throttle' }];
  set(plan: FaultPlan | undefined): void {
    this.plan = plan;
  }
}

let runtime: ControlledRuntime | undefined;
const server = createServer(async (request, response) => {
  await control(runtime, { request, response, body: Buffer.from(await text(request)) });
});
let base = '';

beforeEach(async () => {
  const overview = {
    api: 'http://api',
    credentials: { oem: { key: 'k', scopes: [] } },
    machines: ['m'],
    functions: ['f'],
  };
  const bill = async (question: object) => ({ bill: [], question });
  runtime = { scheduler: scheduler(), overview, views, bill, faults: new RecordedFaults(), passedOver: () => 0 };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function call(method: string, path: string, body?: string) {
  const answer = await fetch(`${base}${path}`, { method, ...(body !== undefined && { body }) });
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.json(), answer };
}
const move = (body: unknown) => call('POST', '/_local/clock', typeof body === 'string' ? body : JSON.stringify(body));

describe('the clock', () => {
  test('stands where it was put, and says so', async () => {
    expect((await call('GET', '/_local/clock')).body).toEqual({ now: start, fired: 0, skipped: 0 });
  });

  test.each([
    [{ advance: 'PT24H' }, '2026-02-01T14:00:00.000Z'],
    [{ advance: 'P1M' }, '2026-02-28T14:00:00.000Z'],
    [{ advance: 'P3Y1DT0.5S' }, '2029-02-01T14:00:00.500Z'],
    [{ advance: 'P1W' }, '2026-02-07T14:00:00.000Z'],
    [{ advance: 'PT0S' }, start],
    [{ to: '2036-01-31T14:00:00Z' }, '2036-01-31T14:00:00.000Z'],
    [{ to: '2026-02-01T00:00:00+01:00' }, '2026-01-31T23:00:00.000Z'],
    [{ to: start }, start],
  ])('%j', async (body, now) => {
    const answer = await move(body);
    expect([answer.status, answer.body]).toEqual([200, { now, fired: 0, skipped: 0 }]);
  });

  test('a move fires what is due and counts it, and what schedules jumped over', async () => {
    runtime?.scheduler.at(Date.parse(start) + 1000, 'due', () => runtime?.scheduler.addSkipped(3));
    runtime?.scheduler.at(Date.parse(start) + 90_000, 'later', () => {});
    if (runtime) runtime = { ...runtime, passedOver: () => 4 };
    expect((await move({ advance: 'PT1M' })).body).toMatchObject({ fired: 1, skipped: 7 });
  });

  test.each([
    ['the past', { to: '2026-01-31T13:59:59Z' }, /does not go back/],
    ['a negative duration', { advance: '-PT1S' }, /does not go back/],
    ['no JSON', '{"advance"', /not JSON/],
    ['nothing', '', /not JSON/],
    ['both', { advance: 'PT1S', to: '2027-01-01T00:00:00Z' }, /one of the two/],
    ['neither', {}, /one of the two/],
    ['another member', { advance: 'PT1S', by: 'me' }, /one of the two/],
    ['a number', { advance: 60 }, /one of the two/],
    ['no duration', { advance: '24h' }, /"24h"/],
    ['no offset', { to: '2026-03-01T00:00:00' }, /with its offset/],
    ['no date', { to: 'tomorrow' }, /"tomorrow"/],
    ['beyond the end of time', { advance: 'P999999Y' }, /./],
  ])('refuses %s, and the clock stays', async (_name, body, detail) => {
    const answer = await move(body);
    expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
    expect(answer.body).toMatchObject({ status: 400, title: 'Bad Request', detail: expect.stringMatching(detail) });
    expect((await call('GET', '/_local/clock')).body).toMatchObject({ now: start });
  });

  test('two advances at once are both carried out', async () => {
    await Promise.all([move({ advance: 'PT1H' }), move({ advance: 'PT1H' })]);
    expect((await call('GET', '/_local/clock')).body).toMatchObject({ now: '2026-01-31T16:00:00.000Z' });
  });
});

describe('views', () => {
  test.each([
    [
      '/_local',
      {
        now: start,
        api: 'http://api',
        credentials: { oem: { key: 'k', scopes: [] } },
        machines: ['m'],
        functions: ['f'],
      },
    ],
    [
      '/_local/',
      {
        now: start,
        api: 'http://api',
        credentials: { oem: { key: 'k', scopes: [] } },
        machines: ['m'],
        functions: ['f'],
      },
    ],
    ['/_local/events?type=a.b.v1', { events: [{ 'detail-type': 'a.b.v1' }] }],
    ['/_local/events', { events: [{ 'detail-type': 'any' }] }],
    ['/_local/executions?machine=one', { executions: [{ machine: 'one' }] }],
    ['/_local/executions/known%20one', { events: [{ type: 'ExecutionStarted' }] }],
    ['/_local/messages', { messages: [{ channel: 'email' }] }],
    ['/_local/metrics', { metrics: [{ name: 'Leads' }] }],
    ['/_local/alarms', { alarms: [{ state: 'OK' }] }],
    ['/_local/logs?function=f', { logs: [{ function: 'f' }] }],
    ['/_local/dead-letters', { deadLetters: [] }],
    ['/_local/denied', { denied: [{ action: 'sqs:SendMessage' }] }],
    ['/_local/permissions', { permissions: [{ action: 'sqs:SendMessage', calls: 2 }] }],
  ])('GET %s', async (path, expected) => {
    const answer = await call('GET', path);
    expect([answer.status, answer.type, answer.body]).toEqual([200, 'application/json', expected]);
  });

  test('a look waits for the runtime to come to rest', async () => {
    let caused = false;
    void runtime?.scheduler.track(
      new Promise<void>((resolve) =>
        setImmediate(() => {
          caused = true;
          resolve();
        }),
      ),
    );
    if (runtime) runtime = { ...runtime, views: { ...views, messages: () => [{ caused }] } };
    expect((await call('GET', '/_local/messages')).body).toEqual({ messages: [{ caused: true }] });
  });

  test('a value is put as if it had been measured now', async () => {
    const value = { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'f' }, value: 5 };
    const { status, body } = await call('POST', '/_local/metrics', JSON.stringify(value));
    const put = { ...value, unit: 'None', at: start };
    expect([status, body, measured]).toEqual([200, { metrics: [put] }, [put]]);
  });

  test.each([
    ['no JSON', '{', 'not JSON'],
    ['no value', '{"namespace":"App","name":"Failures"}', 'value'],
    ['an instant of its own', '{"namespace":"App","name":"Failures","value":1,"at":"2026-01-01T00:00:00Z"}', 'at'],
  ])('a metric with %s is refused', async (_what, body, why) => {
    const answer = await call('POST', '/_local/metrics', body);
    expect([answer.status, answer.body]).toMatchObject([400, { detail: expect.stringContaining(why) }]);
  });

  test('redrive tells what became of the dead letters and which are left', async () => {
    const answer = await call('POST', '/_local/dead-letters/redrive');
    expect(answer.body).toEqual({ redriven: 2, left: [], deadLetters: [] });
  });
});

describe('the bill and the faults', () => {
  test('the bill is asked with what is to be assumed', async () => {
    expect((await call('GET', '/_local/bill')).body).toEqual({ bill: [], question: {} });
    expect((await call('GET', '/_local/bill?lambdaMilliseconds=25')).body).toEqual({
      bill: [],
      question: { lambdaMilliseconds: 25 },
    });
  });

  test('a plan is set, shown and cleared', async () => {
    const plan = { seed: 7, throttle: 0.1, late: { p: 0.5, seconds: 30 } };
    expect((await call('GET', '/_local/faults')).body).toEqual({ plan: null, faults: [{ fault: 'throttle' }] });
    expect((await call('POST', '/_local/faults', JSON.stringify(plan))).body).toMatchObject({ plan });
    expect((await call('GET', '/_local/faults')).body).toMatchObject({ plan });
    expect((await call('POST', '/_local/faults', '{}')).body).toMatchObject({ plan: null });
    await call('POST', '/_local/faults', JSON.stringify(plan));
    expect((await call('DELETE', '/_local/faults')).body).toMatchObject({ plan: null });
  });

  test.each([
    ['nothing to draw from', { throttle: 0.1 }, 'seed'],
    ['a share above one', { seed: 1, throttle: 2 }, 'throttle'],
    ['a fault nobody knows', { seed: 1, earthquake: 0.1 }, 'earthquake'],
    ['lateness without seconds', { seed: 1, late: { p: 0.1 } }, 'late.seconds'],
    ['no JSON', '{', 'not JSON'],
  ])('a plan with %s is refused', async (_what, plan, why) => {
    const body = typeof plan === 'string' ? plan : JSON.stringify(plan);
    const { status, body: problem } = await call('POST', '/_local/faults', body);
    expect(status).toBe(400);
    expect(problem).toMatchObject({ detail: expect.stringContaining(why) });
  });
});

describe('what is refused', () => {
  test.each([
    ['GET', '/_local/nothing', 404, '/_local/dead-letters/redrive'],
    ['GET', '/_local/executions/nobody', 404, 'nobody'],
    ['GET', '/_local/executions/%E0%A4%A', 404, 'There is no execution'],
    ['GET', '/_local/constructor', 404, 'There are'],
    ['DELETE', '/_local/clock', 405, 'GET, POST'],
    ['GET', '/_local/dead-letters/redrive', 405, 'POST'],
    ['GET', '/_local/bill?lambdaMilliseconds=soon', 400, 'lambdaMilliseconds'],
    ['PUT', '/_local/faults', 405, 'GET, POST, DELETE'],
  ])('%s %s is %d', async (method, path, status, detail) => {
    const { status: given, type, body, answer } = await call(method, path);
    expect([given, type]).toEqual([status, 'application/problem+json']);
    expect(body).toMatchObject({ status, detail: expect.stringContaining(detail) });
    if (status === 405) expect(answer.headers.get('allow')).toBe(detail);
  });

  test('everything is 503 while the runtime starts', async () => {
    runtime = undefined;
    for (const path of ['/_local', '/_local/clock', '/_local/messages']) {
      const { status, answer } = await call('GET', path);
      expect([status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    }
  });
});
