import { expect, test } from 'vitest';
import { AwsError } from '../../dispatcher.ts';
import { createWorkflows, FUNCTION_ARN } from '../step-functions/workflow.ts';

const task = (more: object = {}) => ({ Type: 'Task', Resource: FUNCTION_ARN, End: true, ...more });
const definition = (States: Record<string, unknown>, StartAt: string) => ({
  QueryLanguage: 'JSONata',
  StartAt,
  States,
});

test('a Standard execution: every state entered, and every retry', async () => {
  let failures = 2;
  const lambda = async () => {
    if (failures > 0) {
      failures -= 1;
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
    }
    return { StatusCode: 200, Payload: '{}' };
  };
  const workflows = createWorkflows({ lambda });
  const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 3 }];
  const arn = workflows.load(definition({ First: { Type: 'Pass', Next: 'Call' }, Call: task({ Retry }) }, 'First'));
  await workflows.start(arn);
  expect(workflows.stepFunctions.usage()).toMatchObject([{ machineArn: arn, executions: 1, transitions: 2 }]);
  await workflows.after(60_000);
  expect(workflows.last()?.status).toBe('SUCCEEDED');
  expect(workflows.stepFunctions.usage()).toMatchObject([
    { type: 'STANDARD', executions: 1, transitions: 2 + 2, expressMilliseconds: 0 },
  ]);
});

test('a redriven execution is one execution, and only what it does again counts again', async () => {
  let broken = true;
  const lambda = async () => {
    if (broken) throw new AwsError('ServiceException', 'broken', { status: 500 });
    return { StatusCode: 200, Payload: '{}' };
  };
  const workflows = createWorkflows({ lambda });
  const arn = workflows.load(definition({ First: { Type: 'Pass', Next: 'Call' }, Call: task() }, 'First'));
  const executionArn = await workflows.start(arn);
  const before = workflows.stepFunctions.usage()[0]?.transitions ?? 0;
  broken = false;
  await workflows.api('RedriveExecution', { executionArn });
  await workflows.scheduler.idle();
  expect(workflows.last()?.status).toBe('SUCCEEDED');
  const [usage] = workflows.stepFunctions.usage();
  expect(usage).toMatchObject({ executions: 1 });
  expect([before, usage?.transitions]).toEqual([2, 3]);
});

test('an Express execution: a request, and its time in hundreds of milliseconds', async () => {
  const workflows = createWorkflows();
  const properties = { StateMachineType: 'EXPRESS' };
  const arn = workflows.load(definition({ Wait: { Type: 'Wait', Seconds: 2, End: true } }, 'Wait'), properties);
  await workflows.start(arn, {}, 'one');
  await workflows.start(arn, {}, 'two');
  await workflows.after(2000);
  expect(workflows.stepFunctions.usage()).toMatchObject([
    { type: 'EXPRESS', executions: 2, transitions: 0, expressMilliseconds: 4000 },
  ]);
});
