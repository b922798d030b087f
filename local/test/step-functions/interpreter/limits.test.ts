import { describe, expect, it } from 'vitest';
import { createWorkflows, FUNCTION_ARN, jsonata, lambda, START } from '../workflow.ts';

const DAY = 86_400_000;

async function run(definition: unknown, properties: Record<string, unknown> = {}) {
  const workflows = createWorkflows({ lambda: lambda(() => 'x'.repeat(262_143)) });
  await workflows.start(workflows.load(definition, properties));
  return workflows;
}

describe('limits', () => {
  it.each([
    ['output', { Type: 'Pass', Output: "{% $pad('', 262143, 'x') %}", End: true }, 'S'],
    ['result', { Type: 'Task', Resource: FUNCTION_ARN, End: true }, FUNCTION_ARN],
  ])('an %s over 256 KB fails the execution', async (_, state, what) => {
    const workflows = await run(jsonata({ S: state }));
    expect(workflows.last()).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
      cause: `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    });
  });

  it('256 KB to the byte are taken', async () => {
    const workflows = await run(jsonata({ S: { Type: 'Pass', Output: "{% $pad('', 262142, 'x') %}", End: true } }));
    expect(workflows.last()?.status).toBe('SUCCEEDED');
  });

  it('a history ends with its 25,000th event', async () => {
    const workflows = await run(
      jsonata({
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'E' }], Default: 'A' },
        E: { Type: 'Succeed' },
      }),
    );
    expect(workflows.last()).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    });
    expect(workflows.types()).toHaveLength(25_000);
    expect(workflows.types().at(-1)).toBe('ExecutionFailed');
  });

  const long = (Timestamp: string, more: Record<string, unknown> = {}) =>
    jsonata({ W: { Type: 'Wait', Timestamp, End: true } }, more);
  it.each([
    ['Express: five minutes', long('2026-03-01T00:06:00Z'), { StateMachineType: 'EXPRESS' }, 'TIMED_OUT', 5 * 60_000],
    ['Standard: a year', long('2036-03-01T00:00:00Z'), {}, 'TIMED_OUT', 365 * DAY],
    ['TimeoutSeconds of the definition', long('2036-03-01T00:00:00Z', { TimeoutSeconds: 90 }), {}, 'TIMED_OUT', 90_000],
    ['a wait to the last second of the year', long('2027-02-28T23:59:59.999Z'), {}, 'SUCCEEDED', 365 * DAY - 1000],
  ])('%s', async (_, definition, properties, status, afterMs) => {
    const workflows = await run(definition, properties);
    await workflows.after(afterMs - 1);
    expect(workflows.last()?.status).toBe('RUNNING');
    await workflows.after(1);
    expect(workflows.last()).toMatchObject({ status, stoppedAt: new Date(START + afterMs).toISOString() });
    if (status === 'TIMED_OUT')
      expect(workflows.chain()).toEqual(['ExecutionStarted<0', 'WaitStateEntered<0', 'ExecutionTimedOut<0']);
  });
});
