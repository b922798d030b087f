import { expect, test } from 'vitest';
import { resourcesOf, synthesized } from './synthesized.ts';

test.each([
  ['dev', ['AWS::ApiGateway::Account']],
  [
    'prod',
    [
      'AWS::ApiGateway::Account',
      'AWS::DynamoDB::GlobalTable',
      'AWS::Events::Archive',
      'AWS::KMS::Key',
      'AWS::Logs::LogGroup',
      'AWS::S3::Bucket',
    ],
  ],
])('of %s stays behind what CloudFormation keeps: %j', (stage, expected) => {
  const { stacks } = synthesized({ stage, region: 'us-east-1' });
  const all = stacks.flatMap(({ resources }) => Object.values(resources));
  const kept = all.filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain').map(({ Type }) => Type);
  // API Gateway writes the logs of all stages by one role of the account, which any of them may have made.
  expect([...new Set(kept)].filter((type) => type !== 'AWS::IAM::Role').sort()).toEqual(expected);
  // A bucket that has something in it cannot be deleted, so it is emptied, by a function whose log goes as well.
  const buckets = resourcesOf(stacks, 'AWS::S3::Bucket');
  expect(resourcesOf(stacks, 'Custom::S3AutoDeleteObjects')).toHaveLength(stage === 'dev' ? buckets.length : 0);
  for (const { Properties } of resourcesOf(stacks, 'AWS::Lambda::Function'))
    expect(Properties).toMatchObject({ LoggingConfig: { LogGroup: expect.anything() } });
});

test.each(['dev', 'prod'])('%s protects data where real people’s data lives', (stage) => {
  const prod = stage === 'prod';
  const { stacks } = synthesized({ stage });
  const tables = resourcesOf(stacks, 'AWS::DynamoDB::GlobalTable');
  expect(tables).toHaveLength(4);
  for (const table of tables) {
    expect(table.DeletionPolicy).toBe(prod ? 'Retain' : 'Delete');
    expect(table.Properties).toMatchObject({
      Replicas: [
        { DeletionProtectionEnabled: prod, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
      ],
    });
  }
  for (const { stack, terminationProtection } of stacks) expect(terminationProtection, stack).toBe(prod);
});
