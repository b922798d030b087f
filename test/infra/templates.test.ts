import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, test } from 'vitest';
import { acknowledgementsFor } from '../../infra/acknowledgements.ts';
import { demoCredentials } from '../../infra/demo/credentials.ts';
import { chosenStages, stagesIn } from '../../infra/stages.ts';
import { commandFaults } from '../support/alarm-commands.ts';
import { alarmPathFaults } from './alarm-paths.ts';
import { deadLetterFaults } from './dead-letter-paths.ts';
import {
  appWith,
  assemblyFolder,
  findingsIn,
  functionsOf,
  resourcesOf,
  type StackTemplate,
  synthesized,
} from './synthesized.ts';

const sender = 'leads@mail.stage.example';
const alarmed = 'ops@stage.example';
const quiet = synthesized();
const mailing = synthesized({ senderAddress: sender, alarmAddress: alarmed, publicUrl: 'https://stage.example' });
const both = [
  ['without addresses', quiet],
  ['with addresses', mailing],
] as const;

const stages = stagesIn();
const places = stages.map(({ name, region }) => `${name}-${region}`);
const inPlace = (stacks: readonly StackTemplate[], place: string) => stacks.filter((stack) => stack.place === place);
const each = both.flatMap(([how, { stacks }]) => places.map((place) => [place, how, inPlace(stacks, place)] as const));
const propertiesOf = (stacks: readonly StackTemplate[], type: string) =>
  resourcesOf(stacks, type).map(({ Properties = {} }) => Properties);

describe('the synthesis of every stage and region', () => {
  test.each(both)('%s finds nothing, neither by template validation nor by cdk-nag', (_how, { findings }) => {
    expect(findings).toEqual([]);
  });

  test('would find what is wrong', () => {
    const outdir = assemblyFolder();
    const app = appWith({ stage: 'dev', region: 'us-east-1' }, outdir);
    new Bucket(new Stack(app, 'careless'), 'Bucket');
    expect(() => app.synth()).toThrow();
    expect(findingsIn(outdir)).toContainEqual({
      rule: 'AwsSolutions-S10',
      severity: 'error',
      constructs: ['careless/Bucket/Resource'],
    });
  });

  test.each(both)('%s gives each place the same stacks, each with room to grow', (_how, { stacks }) => {
    const names = places.map((place) =>
      inPlace(stacks, place)
        .map(({ stack }) => stack.replace(place, ''))
        .sort(),
    );
    expect(names[0]?.length).toBeGreaterThanOrEqual(6);
    for (const other of names) expect(other).toEqual(names[0]);
    for (const { stack, resources } of stacks) expect(Object.keys(resources).length, stack).toBeLessThan(500);
  });

  test('is for the stages that are said, and names them when there is no such', () => {
    expect(chosenStages({ stage: 'prod' }).map(({ region }) => region)).toEqual(['us-east-1', 'eu-central-1']);
    expect(() => appWith({ stage: 'test' })).toThrow(/No stage test in .*dev us-east-1/);
    expect(() => appWith({ region: 'mars-1' })).toThrow(/mars-1.*prod eu-central-1/);
  });
});

describe('the accepted findings', () => {
  test('are of at most fourteen rules, each with a reason and a construct it is for', () => {
    const acknowledgements = acknowledgementsFor(stages);
    const rules = new Set(acknowledgements.map(({ rule }) => rule.replace(/\[.*/, '')));
    expect(rules.size).toBeLessThanOrEqual(14);
    const paths = mailing.app.node.findAll().map(({ node }) => node.path);
    for (const { rule, scope, reason } of acknowledgements) {
      expect(reason.length, rule).toBeGreaterThan(50);
      expect(
        paths.some((path) => scope.test(path)),
        `${rule} ${scope}`,
      ).toBe(true);
    }
  });

  test.each(each)('%s %s: a policy for every resource grants only what knows no resource', (_place, _how, stacks) => {
    const withoutResource =
      /^(xray:(Put|GetSampling)\w+|dynamodb:ListStreams|logs:\w*(LogDelivery|LogDeliveries|ResourcePolic\w+|DescribeLogGroups)|logs:DescribeLogGroups)$/;
    const statements = propertiesOf(stacks, 'AWS::IAM::Policy').flatMap(
      ({ PolicyDocument }) =>
        (PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] }).Statement,
    );
    expect(statements.length).toBeGreaterThan(10);
    const broad = statements.filter(({ Resource }) => [Resource].flat().includes('*')).flatMap(({ Action }) => Action);
    expect(broad.filter((action) => !withoutResource.test(action))).toEqual([]);
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });
});

describe.each(each)('%s, %s', (place, how, stacks) => {
  const address = how === 'with addresses' ? alarmed : undefined;
  const faultsIn = (given: readonly StackTemplate[]) => [
    ...deadLetterFaults(given),
    ...alarmPathFaults(given, address),
  ];

  test('has a way out for all that fails without anybody waiting for it, and every alarm reaches who is to hear of it', () => {
    expect(faultsIn(stacks)).toEqual([]);
  });

  test.each([
    ['AWS::Lambda::EventInvokeConfig', 'no destination for its failures'],
    ['AWS::CloudWatch::Alarm', 'has no alarm'],
    ['AWS::Lambda::EventSourceMapping', 'look for another type'],
    ['AWS::SNS::Topic', 'tells no topic'],
    ['AWS::SNS::TopicPolicy', 'does not let'],
    ['AWS::KMS::Key', 'does not let CloudWatch encrypt'],
  ])('would not pass without its %s', (type, fault) => {
    const without = stacks.map((stack) => ({
      ...stack,
      resources: Object.fromEntries(Object.entries(stack.resources).filter(([, resource]) => resource.Type !== type)),
    }));
    expect(faultsIn(without).join('\n')).toContain(fault);
  });

  test('has alarms that say what happened and what to do, and tell somebody', () => {
    const alarms = propertiesOf(stacks, 'AWS::CloudWatch::Alarm');
    const [, stage = '', region = ''] = /^(\w+)-(.+)$/.exec(place) ?? [];
    const logGroups = propertiesOf(stacks, 'AWS::Logs::LogGroup').map(({ LogGroupName }) => String(LogGroupName));
    for (const { AlarmDescription, AlarmActions, OKActions, TreatMissingData } of alarms) {
      const said = textOf(AlarmDescription);
      expect(said).toMatch(/^[A-Z].{30,}\. WHAT TO DO: [A-Z].{30,}\.$/s);
      // The limit of AlarmDescription.
      expect(said.length).toBeLessThanOrEqual(1024);
      expect(commandFaults(said, { stage, region, logGroups })).toEqual([]);
      expect([AlarmActions, OKActions]).toEqual([[expect.anything()], [expect.anything()]]);
      expect(TreatMissingData).toBe('notBreaching');
    }
    const errors = alarms.filter(({ MetricName, Namespace }) => MetricName === 'Errors' && Namespace === 'AWS/Lambda');
    expect(errors).toHaveLength(functionsOf(stacks).length);
    const machines = propertiesOf(stacks, 'AWS::StepFunctions::StateMachine').length;
    for (const metric of ['ExecutionsFailed', 'ExecutionsTimedOut'])
      expect(alarms.filter(({ MetricName }) => MetricName === metric)).toHaveLength(machines);
  });

  test('keeps logs for a limited time', () => {
    const groups = propertiesOf(stacks, 'AWS::Logs::LogGroup');
    const functions = propertiesOf(stacks, 'AWS::Lambda::Function');
    expect(groups.length).toBeGreaterThan(functions.length);
    for (const { RetentionInDays } of groups) expect(RetentionInDays).toBe(place.startsWith('prod') ? 90 : 7);
    for (const { LoggingConfig } of functions)
      expect(LoggingConfig).toMatchObject({ LogFormat: 'JSON', LogGroup: expect.anything() });
  });

  test('holds no secret and nobody’s address', () => {
    const text = stacks.map((stack) => stack.text).join('\n');
    for (const { key, name } of demoCredentials) expect(text, name).not.toContain(key);
    expect(text).not.toMatch(/demo-key|lk_[\w-]{20}|AKIA[A-Z0-9]{16}|-----BEGIN/);
    const addresses = [...text.matchAll(/[\w.+-]+@[\w-]+\.[a-z][\w.]*/g)].map(([address]) => address);
    expect([...new Set(addresses)].sort()).toEqual(how === 'with addresses' ? [sender, alarmed] : []);
    const variables = functionsOf(stacks).flatMap(({ Environment }) =>
      Object.keys((Environment as { Variables: object }).Variables),
    );
    expect(variables.filter((name) => /SECRET|PASSWORD|TOKEN|_KEY$/.test(name))).toEqual([]);
  });

  test('has all indexes of its table from the start, the rooms to come too', () => {
    expect(indexesOf(stacks).map(({ IndexName }) => IndexName)).toEqual([
      'facts-by-time',
      'due',
      'quarantine-lists',
      'owners-by-dealer',
      'leads-by-update',
      'leads-by-owner',
      'open-leads-by-assignee',
      'unanswered-leads',
    ]);
  });

  test('tells of every scheduled task by which attribute of which index something is due', () => {
    const told = resourcesOf(stacks, 'AWS::Events::Rule').flatMap(({ Metadata }) => Metadata?.['local:dueIndex'] ?? []);
    expect(told.length).toBe(2);
    for (const { index, dueAttribute } of told as { index: string; dueAttribute: string }[]) {
      const sorted = indexesOf(stacks).find(({ IndexName }) => IndexName === index);
      expect(sorted?.KeySchema[1]?.AttributeName).toBe(dueAttribute);
    }
  });

  test('has timers of one shape, which differ in what they ask and how they are called', () => {
    const timers = propertiesOf(stacks, 'AWS::StepFunctions::StateMachine').filter(({ DefinitionSubstitutions }) =>
      Object.hasOwn(DefinitionSubstitutions as object, 'DecideArn'),
    );
    const names = timers.map(({ StateMachineName }) => String(StateMachineName).replace(/^lanekeeper-\w+-/, ''));
    expect(names).toContain('lead-sla');
    expect(new Set(timers.map(({ DefinitionString }) => DefinitionString)).size).toBe(1);
    for (const { DefinitionSubstitutions } of timers)
      expect(Object.keys(DefinitionSubstitutions as object).sort()).toEqual(['Comment', 'DecideArn']);
  });

  test('keeps concurrency free for the relay and the SLA decision, where its configuration says so', () => {
    const reserved = functionsOf(stacks)
      .filter(({ ReservedConcurrentExecutions }) => Number(ReservedConcurrentExecutions) > 0)
      .map(({ FunctionName }) => String(FunctionName).replace(/^lanekeeper-\w+-/, ''));
    if (place.startsWith('dev')) expect(reserved).toEqual([]);
    else expect(reserved).toEqual(expect.arrayContaining(['decide-lead-sla', 'relay-facts']));
  });
});

describe('mails to the stores’ people', () => {
  test.each(each)('%s %s are there when there is a sender, and from it alone', (_place, how, stacks) => {
    const identities = propertiesOf(stacks, 'AWS::SES::EmailIdentity');
    const senders = functionsOf(stacks).filter(({ Environment }) =>
      Object.hasOwn((Environment as { Variables: object }).Variables, 'SENDER_ADDRESS'),
    );
    const text = stacks.map((stack) => stack.text).join('\n');
    if (how === 'without addresses') {
      expect([identities, senders]).toEqual([[], []]);
      expect(text).not.toMatch(/ses:|SENDER_ADDRESS/);
      return;
    }
    expect(identities).toMatchObject([{ EmailIdentity: 'mail.stage.example' }]);
    expect(senders.length).toBeGreaterThan(0);
    expect(text).toContain(`"ses:FromAddress":"${sender}"`);
  });
});

interface IndexTemplate {
  readonly IndexName: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
}

function indexesOf(stacks: readonly StackTemplate[]): readonly IndexTemplate[] {
  const [table] = propertiesOf(stacks, 'AWS::DynamoDB::GlobalTable');
  return table?.['GlobalSecondaryIndexes'] as readonly IndexTemplate[];
}

/** A text of a template as people will read it, with a stand-in for what is known at deployment only. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': joined } = value as { 'Fn::Join'?: [string, unknown[]] };
  return joined ? joined[1].map(textOf).join(joined[0]) : 'something';
}
