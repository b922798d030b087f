import { afterAll, expect, test } from 'vitest';
import { Unsupported } from '../../cloudformation/resource.ts';
import { functionNameIn, identifyFunction } from '../../lambda/function-resource.ts';
import { place, rig } from './rig.ts';

const { define, load, close } = rig();
afterAll(close);

test.each([
  [{ Runtime: 'nodejs22.x' }, 'Runtime'],
  [{ Layers: ['arn'] }, 'Layers'],
  [{ VpcConfig: {} }, 'VpcConfig'],
  [{ Code: { ZipFile: 'exports.handler = 1' } }, 'Code.S3Key'],
  [{ DeadLetterConfig: { TargetArn: 'arn:aws:sns:us-east-1:0:topic' } }, 'DeadLetterConfig.TargetArn'],
  [{ SnapStart: { ApplyOn: 'PublishedVersions' } }, 'SnapStart'],
])('a function with %o stops the start, by name', async (properties, property) => {
  const name = `refused-${property.replaceAll('.', '-')}`;
  const loading = define(name, 'exports.handler = async () => 1', properties);
  await expect(loading).rejects.toThrow(Unsupported);
  await expect(loading).rejects.toThrow(`Stack/${name} (AWS::Lambda::Function): property ${property} is not emulated`);
});

test('code that is not in the assembly stops the start', async () => {
  const properties = {
    Code: { S3Bucket: 'b', S3Key: `${'a'.repeat(64)}.zip` },
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: 'arn',
  };
  await expect(load('AWS::Lambda::Function', 'Lost', { properties })).rejects.toThrow(/Stack\/Lost .*asset\.a{64}/);
});

test('a destination that is not emulated stops the start', async () => {
  const properties = {
    FunctionName: 'f',
    Qualifier: '$LATEST',
    DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::bucket' } },
  };
  await expect(load('AWS::Lambda::EventInvokeConfig', 'ToS3', { properties })).rejects.toThrow(/ToS3 .*Destination/);
});

test('generated names stay distinct within 64 characters', () => {
  const names = ['A', 'B'].map((end) => identifyFunction('x'.repeat(80) + end, {}, place).ref);
  expect(new Set(names).size).toBe(2);
  expect(names.map((name) => name.length)).toEqual([64, 64]);
});

test.each([
  ['plain', 'plain'],
  ['plain:$LATEST', 'plain'],
  ['000000000000:function:plain', 'plain'],
  ['arn:aws:lambda:us-east-1:000000000000:function:plain:$LATEST', 'plain'],
])('%s names %s', (given, name) => {
  expect(functionNameIn(given)).toBe(name);
});
