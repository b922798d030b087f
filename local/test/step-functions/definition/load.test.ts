import { describe, expect, it } from 'vitest';
import { createWorkflows, FUNCTION_ARN, jsonata } from '../workflow.ts';

const end = { Type: 'Succeed' };
const pass = { Type: 'Pass', End: true };
const mapOf = (fields: object) =>
  jsonata({ S: { Type: 'Map', ItemProcessor: { StartAt: 'I', States: { I: pass } }, End: true, ...fields } });
const task = (Resource: string) => jsonata({ S: { Type: 'Task', Resource, End: true } });

describe('what a machine uses and is not emulated stops the load, by machine and state', () => {
  it.each([
    ['a definition wholly in JSONPath', { StartAt: 'S', States: { S: pass } }, 'a definition wholly in JSONPath'],
    [
      'a JSONPath Choice',
      { StartAt: 'S', States: { S: { Type: 'Choice', Choices: [] }, J: { QueryLanguage: 'JSONata', ...end } } },
      'state S: a Choice state in JSONPath',
    ],
    [
      'an intrinsic function',
      {
        StartAt: 'S',
        States: {
          S: { Type: 'Pass', Parameters: { 'a.$': 'States.UUID()' }, Next: 'J' },
          J: { QueryLanguage: 'JSONata', ...end },
        },
      },
      'state S: the path States.UUID()',
    ],
    [
      'an activity',
      task('arn:aws:states:us-east-1:000000000000:activity:a'),
      'state S: the resource arn:aws:states:us-east-1:000000000000:activity:a',
    ],
    ['another service', task('arn:aws:states:::ecs:runTask.sync'), 'state S: the resource'],
    ['an unknown SDK', task('arn:aws:states:::aws-sdk:ec2:runInstances'), 'state S: the resource'],
    ['.sync of anything but an execution', task('arn:aws:states:::lambda:invoke.sync'), 'state S: the resource'],
    [
      'Credentials',
      jsonata({ S: { Type: 'Task', Resource: FUNCTION_ARN, Credentials: {}, End: true } }),
      'state S: field Credentials',
    ],
    [
      'distributed Map',
      mapOf({ ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'I', States: { I: pass } } }),
      'state S: a Map in mode DISTRIBUTED',
    ],
    ['ItemReader', mapOf({ ItemReader: {} }), 'state S: field ItemReader'],
    ['a JSONPath field in JSONata', jsonata({ S: { ...pass, Parameters: {} } }), 'state S: field Parameters'],
    [
      'a field of a branch',
      jsonata({
        S: { Type: 'Parallel', Branches: [{ StartAt: 'I', States: { I: pass }, QueryLanguage: 'JSONata' }], End: true },
      }),
      'field QueryLanguage',
    ],
    ['an unknown type', jsonata({ S: { Type: 'Sleep', End: true } }), 'state S: a Sleep state'],
  ])('%s', (_, definition, message) => {
    const load = () => createWorkflows().load(definition);
    expect(load).toThrow(message);
    expect(load).toThrow(/s\/Flow/);
  });

  it.each([
    ['S3', { DefinitionString: undefined, DefinitionS3Location: {} }, 'DefinitionS3Location'],
    ['another type', { StateMachineType: 'FAST' }, 'StateMachineType FAST'],
    ['a key', { EncryptionConfiguration: {} }, 'EncryptionConfiguration'],
    ['no JSON', { DefinitionString: '{' }, 'not JSON'],
  ])('a property: %s', (_, properties, message) => {
    expect(() => createWorkflows().load(jsonata({ S: end }), properties)).toThrow(message);
  });
});

describe('what AWS refuses is refused', () => {
  const output = (Output: string) => jsonata({ S: { Type: 'Pass', Output, End: true } });
  it.each([
    ['an expression that cannot be read', output('{% a[1,2) %}'), /INVALID_JSONATA_EXPRESSION/],
    ['a name at the top level', output('{% phone %}'), /Reference to 'phone' at the top level/],
    [
      'an Assign that is no object',
      jsonata({ S: { ...pass, Assign: '{% $states.input %}' } }),
      /Assign must be an object/,
    ],
    ['$$', output('{% $map($states.input, function($x) { $$ }) %}'), /Reference to '\$\$'/],
    ['the context item', output('{% $exists($.a) %}'), /Reference to '\$' at the top level/],
    ['a Next that is not there', jsonata({ S: { Type: 'Pass', Next: 'T' } }), /no state named T/],
    [
      'a Catch that leads nowhere',
      jsonata({ S: { Type: 'Task', Resource: FUNCTION_ARN, Catch: [{ ErrorEquals: ['E'], Next: 'T' }], End: true } }),
      /no state named T/,
    ],
    ['neither Next nor End', jsonata({ S: { Type: 'Pass' } }), /either Next or End/],
    ['a StartAt that is not there', { QueryLanguage: 'JSONata', StartAt: 'X', States: { S: end } }, /no state named X/],
    ['JSONPath under JSONata', jsonata({ S: { ...pass, QueryLanguage: 'JSONPath' } }), /can not be 'JSONPath'/],
    [
      'an inner variable of an outer name',
      jsonata({
        A: { Type: 'Pass', Assign: { v: 1 }, Next: 'S' },
        S: { Type: 'Map', ItemProcessor: { StartAt: 'I', States: { I: { ...pass, Assign: { v: 2 } } } }, End: true },
      }),
      /variable v is assigned in an outer scope/,
    ],
  ])('%s', (_, definition, message) => {
    expect(() => createWorkflows().load(definition)).toThrow(
      expect.objectContaining({ code: 'InvalidDefinition', message: expect.stringMatching(message) }),
    );
  });

  it.each([
    '$states.input.items[value > 3]',
    '$states.input.a^(b){c: d}',
    '$states.input ~> |a|{"b": c}|',
    '$map($states.input.a, function($x) { $x.b })',
    '($v := $states.input; $v.a)',
    '$states.input.(a + b)',
    '$contains("a", /a/)',
  ])('but not %s', (expression) => {
    expect(() => createWorkflows().load(output(`{% ${expression} %}`))).not.toThrow();
  });
});

it('DefinitionSubstitutions are put in place', async () => {
  const workflows = createWorkflows();
  const arn = workflows.load(
    '{"QueryLanguage":"JSONata","StartAt":"S","States":{"S":{"Type":"Pass","Output":"${Said} ${Other}","End":true}}}',
    { DefinitionSubstitutions: { Said: 'hello' } },
  );
  await workflows.start(arn);
  expect(workflows.last()?.output).toBe('hello ${Other}');
});
