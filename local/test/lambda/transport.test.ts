import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Runtime, startRuntime } from '../../runtime.ts';
import { appThatCalls } from './transport.fixture.ts';

const start = '2026-03-02T14:00:00.000Z';

/** In this order, so that later ones find what earlier ones have stored. */
const names = [
  ...['put', 'get', 'failing condition', 'cancelled transaction', 'wrong expression', 'large item', 'too large item'],
  ...[
    'large answer',
    'binary attribute',
    'denied call',
    'many at once',
    'aborted before',
    'aborted',
    'request timeout',
  ],
  ...['socket timeout', 'slow answer in time', 'put object', 'get object', 'head object', 'object of a stream'],
  ...['object of pieces', 'that object', 'delete object', 'no object', 'wrong address', 'gzip', 'no gzip', 'no JSON'],
  ...['no UTF-8', 'latin-1', 'query protocol', 'unsigned', 'no answer awaited', 'wrong header'],
];

describe('a function’s calls have one answer over its thread’s port and over HTTP', () => {
  const folder = appThatCalls();
  const [overPort, overHttp] = [rigOf('port'), rigOf('http')];

  function rigOf(transport: 'port' | 'http') {
    let runtime: Runtime;
    return {
      async start() {
        runtime = await startRuntime({ assembly: folder, port: 0, clock: { start }, transport });
        await runtime.ready;
      },
      close: () => runtime.close(),
      /** What became of a call, without what is drawn by chance. */
      async outcome(name: string): Promise<Outcome> {
        return JSON.parse(alike(JSON.stringify(await invoke(runtime.url, name)), runtime.url));
      },
      faults: (plan: unknown) =>
        fetch(`${runtime.url}/_local/faults`, { method: 'POST', body: JSON.stringify(plan) }).then(({ ok }) => ok),
    };
  }

  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
  beforeAll(async () => {
    await Promise.all([overPort.start(), overHttp.start()]);
  });
  afterAll(async () => {
    await Promise.all([overPort.close(), overHttp.close()]);
    rmSync(folder, { recursive: true });
  });

  test.each(names)('%s', async (name) => {
    const [{ isReplaced, ...port }, { isReplaced: isReplacedOverHttp, ...http }] = [
      await overPort.outcome(name),
      await overHttp.outcome(name),
    ];
    expect([isReplaced, isReplacedOverHttp]).toEqual([true, false]);
    expect(port).toEqual(http);
    expect(port.answer ?? port.failed).toBeDefined();
  });

  test.each([
    ['throttled', { throttle: 1 }, 'Throughput exceeds'],
    ['cut off, as the process dies before', { crashBefore: 1 }, 'Runtime exited with error'],
    ['cut off, as its time is over', { timeoutAfter: 1 }, 'Task timed out'],
  ])('a call that is %s', async (_, faults, message) => {
    const outcomes: Outcome[] = [];
    for (const rig of [overPort, overHttp]) {
      expect(await rig.faults({ seed: 1, ...faults, only: ['dynamodb'] })).toBe(true);
      const { isReplaced, ...outcome } = await rig.outcome('get');
      outcomes.push(outcome);
      await rig.faults({});
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(JSON.stringify(outcomes[0])).toContain(message);
  });
});

interface Outcome {
  readonly isReplaced?: boolean;
  readonly answer?: unknown;
  readonly failed?: unknown;
}

async function invoke(url: string, name: string): Promise<Outcome> {
  const authorization = 'AWS4-HMAC-SHA256 Credential=me/20260302/us-east-1/lambda/aws4_request, Signature=0';
  const body = JSON.stringify({ name });
  const answer = await fetch(`${url}/2015-03-31/functions/calls/invocations`, {
    method: 'POST',
    headers: { authorization },
    body,
  });
  return (await answer.json()) as Outcome;
}

/** Ids and addresses are each runtime's own. */
function alike(text: string, url: string): string {
  return text
    .replaceAll(url, 'here')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, 'id');
}
