import { describe, expect, test } from 'vitest';
import { configured, resourcesOf, synthesized, type TemplateResource } from './synthesized.ts';

const config = 'test/fixtures/configurations/europe.json';
const { stacks, findings } = synthesized({ config, stage: 'dev' });
const propertiesOf = (type: string) => resourcesOf(stacks, type).map(({ Properties = {} }) => Properties);
/** How a template names the key of the data stack: as its own, or as what that exports. */
const isKey =
  /^\{"Fn::GetAtt":\["Key\w+","Arn"\]\}$|ImportValue":"acme-dev-eu-central-1-data:ExportsOutputFnGetAttKey\w+Arn\w+"/;
const named = (value: unknown) => JSON.stringify(value) ?? '';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: { readonly Service?: string };
}
const statementsOf = ({ PolicyDocument }: NonNullable<TemplateResource['Properties']>) =>
  (PolicyDocument as { Statement: readonly Statement[] }).Statement;
const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => Action);

const reads = /^(dynamodb:(GetItem|Query|GetRecords)|s3:GetObject|sqs:ReceiveMessage)$/;
const writes = /^(dynamodb:PutItem|s3:PutObject|sqs:SendMessage)$/;

describe('an installation with a key of its customer', () => {
  test('is synthesized without findings, with one key', () => {
    expect(findings).toEqual([]);
    expect(propertiesOf('AWS::KMS::Key')).toMatchObject([{ EnableKeyRotation: true }]);
    expect(propertiesOf('AWS::KMS::Alias')).toMatchObject([{ AliasName: 'alias/acme-dev' }]);
  });

  test('keeps tables, queues, alarm texts and logs under it', () => {
    const keys = [
      ...propertiesOf('AWS::DynamoDB::GlobalTable').map(({ Replicas }) => {
        const [replica] = Replicas as readonly { SSESpecification?: { KMSMasterKeyId: unknown } }[];
        return replica?.SSESpecification?.KMSMasterKeyId;
      }),
      ...[...propertiesOf('AWS::SQS::Queue'), ...propertiesOf('AWS::SNS::Topic')].map((each) => each['KmsMasterKeyId']),
      ...propertiesOf('AWS::Logs::LogGroup').map(({ KmsKeyId }) => KmsKeyId),
    ];
    expect(keys.length).toBeGreaterThan(35);
    for (const key of keys) expect(named(key)).toMatch(isKey);
  });

  test('keeps documents under it, and only who reads them under a key of S3’s, for S3 logs nothing under another', () => {
    const buckets = propertiesOf('AWS::S3::Bucket').map(({ BucketEncryption }) => named(BucketEncryption));
    expect(buckets.filter((how) => how.includes('aws:kms') && /data:ExportsOutputFnGetAttKey/.test(how))).toHaveLength(
      1,
    );
    expect(buckets.filter((how) => how.includes('AES256'))).toHaveLength(1);
  });

  test('lets the services use it that write in their own name', () => {
    const policies = propertiesOf('AWS::KMS::Key').map(
      ({ KeyPolicy }) => KeyPolicy as { Statement: readonly Statement[] },
    );
    const statements = policies.flatMap(({ Statement }) => Statement);
    const services = statements.flatMap(({ Principal }) => Principal?.Service ?? []);
    expect(services.sort()).toEqual([
      'cloudwatch.amazonaws.com',
      'events.amazonaws.com',
      'logs.eu-central-1.amazonaws.com',
    ]);
  });

  test('lets each function use it as far as it reads or writes what lies under it', () => {
    const policies = propertiesOf('AWS::IAM::Policy').map(statementsOf);
    expect(policies.length).toBeGreaterThan(20);
    for (const statements of policies) {
      const actions = actionsOf(statements);
      const ofKey = statements.filter(({ Resource }) => isKey.test(named(Resource)));
      const allowed = actionsOf(ofKey);
      const doesRead = actions.some((action) => reads.test(action) || writes.test(action));
      expect(allowed.includes('kms:Decrypt'), actions.join()).toBe(doesRead);
      expect(allowed.includes('kms:GenerateDataKey'), actions.join()).toBe(actions.some((each) => writes.test(each)));
      expect(actions.filter((action) => action.startsWith('kms:'))).toEqual(allowed);
      expect(allowed.filter((action) => action.includes('*'))).toEqual([]);
    }
  });

  test('has no role without its boundary', () => {
    const roles = propertiesOf('AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(20);
    for (const { PermissionsBoundary } of roles)
      expect(named(PermissionsBoundary)).toMatch(/:iam::111122223333:policy\/workloads"/);
  });
});

test('a key that is there is used, and none is made', () => {
  const encryptionKey = 'arn:aws:kms:eu-central-1:111122223333:key/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0';
  const there = configured({ installations: [{ stage: 'dev', region: 'eu-central-1', encryptionKey }] });
  expect(there.findings).toEqual([]);
  expect(resourcesOf(there.stacks, 'AWS::KMS::Key')).toEqual([]);
  const encrypted = ['AWS::SQS::Queue', 'AWS::SNS::Topic'].flatMap((type) => resourcesOf(there.stacks, type));
  for (const { Properties } of encrypted) expect(Properties?.['KmsMasterKeyId']).toBe(encryptionKey);
});
