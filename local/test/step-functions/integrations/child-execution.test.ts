import { describe, expect, it } from 'vitest';
import { createWorkflows, jsonata, type Workflows } from '../workflow.ts';

const task = (fields: object) => jsonata({ T: { Type: 'Task', End: true, ...fields } });

describe('states:startExecution', () => {
  const child = jsonata({
    W: { Type: 'Wait', Seconds: 30, Next: 'E' },
    E: { Type: 'Pass', Output: { n: '{% $states.input.n %}' }, End: true },
  });
  async function parent(resource: string, definition: unknown = child) {
    const workflows = createWorkflows();
    const childArn = workflows.load(definition, { StateMachineName: 'child' });
    const Arguments = { StateMachineArn: childArn, Name: 'c', Input: { n: 5 } };
    await workflows.start(workflows.load(task({ Resource: `arn:aws:states:::${resource}`, Arguments })));
    return workflows;
  }
  const parentOf = (workflows: Workflows) => workflows.stepFunctions.executions('flow')[0];

  it('goes on at once', async () => {
    const workflows = await parent('states:startExecution');
    expect(parentOf(workflows)).toMatchObject({
      status: 'SUCCEEDED',
      output: { StartDate: '2026-03-01T00:00:00.000Z' },
    });
    expect(workflows.stepFunctions.executions('child')).toMatchObject([
      { name: 'c', status: 'RUNNING', input: { n: 5 } },
    ]);
  });

  it.each([
    ['states:startExecution.sync:2', { n: 5 }],
    ['states:startExecution.sync', '{"n":5}'],
  ])('%s waits for the child', async (resource, Output) => {
    const workflows = await parent(resource);
    expect(parentOf(workflows)?.status).toBe('RUNNING');
    await workflows.after(30_000);
    expect(parentOf(workflows)).toMatchObject({ status: 'SUCCEEDED', output: { Status: 'SUCCEEDED', Output } });
  });

  it('fails with the child', async () => {
    const workflows = await parent('states:startExecution.sync:2', jsonata({ F: { Type: 'Fail', Error: 'Mine' } }));
    expect(parentOf(workflows)).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(parentOf(workflows)?.cause ?? '')).toMatchObject({ Error: 'Mine', Status: 'FAILED' });
  });

  it('names the collision when the name is taken', async () => {
    const workflows = createWorkflows();
    const StateMachineArn = workflows.load(child, { StateMachineName: 'child' });
    await workflows.start(StateMachineArn, { n: 1 }, 'c');
    const Arguments = { StateMachineArn, Name: 'c', Input: {} };
    await workflows.start(workflows.load(task({ Resource: 'arn:aws:states:::aws-sdk:sfn:startExecution', Arguments })));
    expect(workflows.last()).toMatchObject({ error: 'Sfn.ExecutionAlreadyExistsException' });
  });
});
