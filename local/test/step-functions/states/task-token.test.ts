import { describe, expect, it } from 'vitest';
import { createWorkflows, FUNCTION_ARN, jsonata, lambda, type Workflows } from '../workflow.ts';

const task = (fields: object) => jsonata({ T: { Type: 'Task', End: true, ...fields } });

describe('a task token', () => {
  const waiting = (fields: object = {}) =>
    task({
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: FUNCTION_ARN, Payload: { token: '{% $states.context.Task.Token %}' } },
      ...fields,
    });
  async function handedOut(
    fields: object = {},
  ): Promise<{ readonly workflows: Workflows; readonly taskToken: string }> {
    let taskToken = '';
    const workflows = createWorkflows({
      lambda: lambda((payload) => {
        taskToken = (payload as { readonly token: string }).token;
      }),
    });
    await workflows.start(workflows.load(waiting(fields)));
    return { workflows, taskToken };
  }

  it('keeps the task until a worker answers with success', async () => {
    const { workflows, taskToken } = await handedOut();
    expect(workflows.last()?.status).toBe('RUNNING');
    await workflows.after(86_400_000);
    await workflows.api('SendTaskSuccess', { taskToken, output: '{"ok":1}' });
    await workflows.scheduler.idle();
    expect(workflows.last()).toMatchObject({ status: 'SUCCEEDED', output: { ok: 1 } });
    expect(workflows.types().slice(2, 6)).toEqual(['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded']);
  });

  it('or with a failure', async () => {
    const { workflows, taskToken } = await handedOut();
    await workflows.api('SendTaskFailure', { taskToken, error: 'Mine', cause: 'c' });
    await workflows.scheduler.idle();
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'Mine', cause: 'c' });
  });

  it('may be answered before the call that brings it has returned', async () => {
    const workflows: Workflows = createWorkflows({
      lambda: lambda(async (payload) => {
        await workflows.api('SendTaskSuccess', { taskToken: (payload as { token: string }).token, output: '1' });
      }),
    });
    await workflows.start(workflows.load(waiting()));
    expect(workflows.last()).toMatchObject({ status: 'SUCCEEDED', output: 1 });
  });

  it.each([
    ['TimeoutSeconds', { TimeoutSeconds: 60 }, '2026-03-01T00:01:00.000Z'],
    ['HeartbeatSeconds', { TimeoutSeconds: 60, HeartbeatSeconds: 10 }, '2026-03-01T00:00:10.000Z'],
    ['by expression', { TimeoutSeconds: '{% 5 * 6 %}' }, '2026-03-01T00:00:30.000Z'],
  ])('times out after %s', async (_, fields, stoppedAt) => {
    const { workflows } = await handedOut(fields);
    await workflows.after(3_600_000);
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'States.Timeout', stoppedAt });
    expect(workflows.last()).not.toHaveProperty('cause');
    expect(workflows.types()).toContain('TaskTimedOut');
  });

  it('heartbeats put the heartbeat timeout off, and the whole timeout holds', async () => {
    const { workflows, taskToken } = await handedOut({ TimeoutSeconds: 25, HeartbeatSeconds: 10 });
    for (let beat = 0; beat < 3; beat += 1) {
      await workflows.after(8_000);
      await workflows.api('SendTaskHeartbeat', { taskToken });
    }
    await workflows.after(60_000);
    expect(workflows.last()).toMatchObject({ error: 'States.Timeout', stoppedAt: '2026-03-01T00:00:25.000Z' });
  });

  it('is known only while the task waits', async () => {
    const { workflows, taskToken } = await handedOut();
    await workflows.api('SendTaskSuccess', { taskToken, output: '{}' });
    await workflows.scheduler.idle();
    await expect(workflows.api('SendTaskSuccess', { taskToken, output: '{}' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    await expect(workflows.api('SendTaskFailure', { taskToken: 'x' })).rejects.toMatchObject({ code: 'InvalidToken' });
    await expect(workflows.api('SendTaskSuccess', { taskToken, output: '{' })).rejects.toMatchObject({
      code: 'InvalidOutput',
    });
  });

  it('a retry hands out another one', async () => {
    const { workflows, taskToken } = await handedOut({ Retry: [{ ErrorEquals: ['Mine'] }] });
    await workflows.api('SendTaskFailure', { taskToken, error: 'Mine' });
    await workflows.after(1_000);
    expect(workflows.types().filter((type) => type === 'TaskScheduled')).toHaveLength(2);
    await expect(workflows.api('SendTaskHeartbeat', { taskToken })).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });
});
