import { describe, expect, it } from 'vitest';
import { createWorkflows, jsonata } from '../workflow.ts';

async function run(definition: unknown, input: unknown = {}) {
  const workflows = createWorkflows();
  await workflows.start(workflows.load(definition), input);
  return workflows;
}

describe('states', () => {
  it.each([
    ['a Pass without fields gives its input', { Type: 'Pass', End: true }, { a: 1 }, { a: 1 }],
    [
      'Output may be any JSON',
      { Type: 'Pass', Output: [null, 0.5, '{% $states.input.a %}'], End: true },
      { a: 1 },
      [null, 0.5, 1],
    ],
    ['an expression has nothing outside its marks', { Type: 'Pass', Output: ' {% 1 %}', End: true }, {}, ' {% 1 %}'],
    ['Succeed has an Output', { Type: 'Succeed', Output: '{% $states.input.a + 1 %}' }, { a: 1 }, 2],
    ['null is a value', { Type: 'Pass', Output: '{% $states.input.a %}', End: true }, { a: null }, null],
    [
      'the context object tells the execution',
      { Type: 'Pass', Output: '{% $states.context.Execution.Name %}', End: true },
      {},
      'run',
    ],
    [
      'the context object tells the state',
      { Type: 'Pass', Output: '{% $states.context.State %}', End: true },
      {},
      { Name: 'S', EnteredTime: '2026-03-01T00:00:00.000Z', RetryCount: 0 },
    ],
    [
      '$now and $millis are virtual',
      { Type: 'Pass', Output: '{% [$now(), $millis(), $now("[Y]")] %}', End: true },
      {},
      ['2026-03-01T00:00:00.000Z', 1772323200000, '2026'],
    ],
  ])('%s', async (_, state, input, output) => {
    const workflows = await run(jsonata({ S: state }), input);
    expect(workflows.last()).toMatchObject({ status: 'SUCCEEDED', output, transitions: 1 });
  });

  it.each([
    [
      'undefined',
      '{% $states.input.absent %}',
      "The JSONata expression '$states.input.absent' specified for the field 'Output' returned nothing (undefined).",
    ],
    [
      'an error of the engine',
      "{% $sum('a') %}",
      "The JSONata expression '$sum('a')' specified for the field 'Output' threw an error during evaluation. T0412: Argument 1 of function \"sum\" must be an array of \"numbers\"",
    ],
    [
      'a function',
      '{% $sum %}',
      "The JSONata expression '$sum' specified for the field 'Output' returned an unsupported result type.",
    ],
    [
      '$eval',
      "{% $eval('1') %}",
      "The JSONata expression '$eval('1')' specified for the field 'Output' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
  ])('fails on %s', async (_, output, cause) => {
    const workflows = await run(jsonata({ S: { Type: 'Pass', Output: output, End: true } }));
    expect(workflows.last()).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause: `An error occurred while executing the state 'S' (entered at the event id #2). ${cause}`,
    });
    expect(workflows.chain()).toEqual([
      'ExecutionStarted<0',
      'PassStateEntered<0',
      'EvaluationFailed<0',
      'ExecutionFailed<3',
    ]);
  });

  it('assigns variables that the next states read and that expressions of the same state do not yet see', async () => {
    const workflows = await run(
      jsonata({
        A: { Type: 'Pass', Assign: { n: 1, list: '{% [1, 2] %}' }, Next: 'B' },
        B: { Type: 'Pass', Assign: { n: '{% $n + 1 %}', before: '{% $n %}' }, Output: '{% $n %}', Next: 'C' },
        C: {
          Type: 'Pass',
          Output: { n: '{% $n %}', before: '{% $before %}', list: '{% $list %}', in: '{% $states.input %}' },
          End: true,
        },
      }),
    );
    expect(workflows.last()?.output).toEqual({ n: 2, before: 1, list: [1, 2], in: 1 });
    const exited = workflows.stepFunctions.history('run')?.[4];
    expect(exited).toMatchObject({
      type: 'PassStateExited',
      stateExitedEventDetails: {
        assignedVariables: { n: '2', before: '1' },
        assignedVariablesDetails: { truncated: false },
      },
    });
  });

  it.each([
    ['first', { n: 1 }, 'one'],
    ['second', { n: 2 }, 'two'],
    ['default', { n: 3 }, 'other'],
  ])('Choice takes the %s rule that holds, with its own Output and Assign', async (_, input, output) => {
    const workflows = await run(
      jsonata({
        C: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $states.input.n = 1 %}', Next: 'E', Output: 'one', Assign: { v: 1 } },
            { Condition: '{% $states.input.n < 3 %}', Next: 'E', Output: 'two', Assign: { v: 2 } },
          ],
          Default: 'E',
          Output: 'other',
          Assign: { v: 0 },
        },
        E: { Type: 'Pass', Output: { said: '{% $states.input %}', v: '{% $v %}' }, End: true },
      }),
      input,
    );
    expect(workflows.last()?.output).toEqual({ said: output, v: { one: 1, two: 2, other: 0 }[output] });
  });

  it.each([
    [
      'no rule and no default',
      '{% false %}',
      'States.Runtime',
      'Failed to transition out of the state. The state does not point to a next state.',
    ],
    [
      'a condition that is no boolean',
      '{% 1 %}',
      'States.QueryEvaluationError',
      "The JSONata expression '1' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'number' for value: 1",
    ],
  ])('Choice fails on %s', async (_, condition, error, cause) => {
    const workflows = await run(
      jsonata({ C: { Type: 'Choice', Choices: [{ Condition: condition, Next: 'E' }] }, E: { Type: 'Succeed' } }),
    );
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error });
    expect(workflows.last()?.cause).toContain(cause);
  });

  it('Fail states error and cause, evaluated', async () => {
    const workflows = await run(jsonata({ F: { Type: 'Fail', Error: '{% $states.input.e %}', Cause: 'why' } }), {
      e: 'Mine',
    });
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'Mine', cause: 'why' });
    expect(workflows.chain()).toEqual(['ExecutionStarted<0', 'FailStateEntered<0', 'ExecutionFailed<2']);
  });
});

describe('Wait', () => {
  const waiting = (fields: object) => jsonata({ W: { Type: 'Wait', ...fields, End: true } });
  it.each([
    ['Seconds', { Seconds: 90 }, '2026-03-01T00:01:30.000Z'],
    ['Seconds by expression', { Seconds: '{% $states.input.s * 2 %}' }, '2026-03-01T00:01:00.000Z'],
    ['Timestamp', { Timestamp: '2026-03-02T01:00:00+01:00' }, '2026-03-02T00:00:00.000Z'],
    ['Timestamp without its milliseconds', { Timestamp: '2026-03-02T00:00:00.001Z' }, '2026-03-02T00:00:00.000Z'],
    ['Timestamp by expression, cut too', { Timestamp: '{% $states.input.t %}' }, '2027-02-28T23:59:59.000Z'],
    ['an instant of the second that runs', { Timestamp: '2026-03-01T00:00:00.900Z' }, '2026-03-01T00:00:00.000Z'],
    ['an instant in the past', { Timestamp: '2020-01-01T00:00:00Z' }, '2026-03-01T00:00:00.000Z'],
  ])('%s ends exactly when it is due', async (_, fields, stoppedAt) => {
    const workflows = await run(waiting(fields), { s: 30, t: '2027-02-28T23:59:59.999Z' });
    const { scheduler } = workflows;
    await scheduler.moveTo(Math.max(Date.parse(stoppedAt) - 1, scheduler.now()));
    if (stoppedAt !== '2026-03-01T00:00:00.000Z') expect(workflows.last()?.status).toBe('RUNNING');
    await workflows.after(10_000);
    expect(workflows.last()).toMatchObject({ status: 'SUCCEEDED', stoppedAt });
  });

  it.each([
    [{ Seconds: "{% 'a' %}" }, "Expected 'number', but was 'string' for value: \"a\""],
    [{ Seconds: '{% -1 %}' }, 'Seconds must be between 0 and 99999999 but was: -1'],
    [{ Timestamp: "{% 'tomorrow' %}" }, 'does not reference a valid ISO-8601'],
  ])('refuses %o', async (fields, cause) => {
    const workflows = await run(waiting(fields));
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(workflows.last()?.cause).toContain(cause);
  });
});

describe('JSONPath states beside JSONata ones', () => {
  it('carries plain reference paths out', async () => {
    const workflows = await run(
      {
        StartAt: 'P',
        States: {
          P: {
            Type: 'Pass',
            Parameters: { a: 1, 'b.$': '$.x[0]', 'c.$': '$$.Execution.Name' },
            ResultPath: '$.made',
            Assign: { 'v.$': '$.b' },
            Next: 'J',
          },
          J: {
            Type: 'Pass',
            QueryLanguage: 'JSONata',
            Output: { in: '{% $states.input %}', v: '{% $v %}' },
            End: true,
          },
        },
      },
      { x: [7] },
    );
    expect(workflows.last()?.output).toEqual({ in: { x: [7], made: { a: 1, b: 7, c: 'run' } }, v: 7 });
  });

  it('fails where a path leads nowhere', async () => {
    const workflows = await run({
      StartAt: 'P',
      States: {
        P: { Type: 'Pass', Parameters: { 'm.$': '$.nope' }, Next: 'J' },
        J: { Type: 'Succeed', QueryLanguage: 'JSONata' },
      },
    });
    expect(workflows.last()).toMatchObject({
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'P' (entered at the event id #2). The JSONPath '$.nope' specified for the field 'm.$' could not be found in the input '{}'",
    });
  });
});
