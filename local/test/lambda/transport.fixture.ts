import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { assemblyFolder } from '../cloudformation/assembly-folder.ts';

const hash = 'ca11'.repeat(16);
const att = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  },
};

const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
const allowed = {
  Effect: 'Allow',
  Action: ['dynamodb:*', 's3:*', 'lambda:InvokeFunction', 'logs:*'],
  Resource: '*',
};
const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Statement: [trust] },
    Policies: [{ PolicyName: 'all', PolicyDocument: { Statement: [allowed] } }],
  },
};

function handler(name: string, variables: Record<string, unknown> = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: name,
      Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: `${hash}.zip` },
      Runtime: 'nodejs24.x',
      Handler: `${name}.handler`,
      Timeout: 30,
      MemorySize: 512,
      Role: att('Role'),
      Environment: { Variables: variables },
    },
  };
}

/** Writes the assembly of an app whose function `calls` makes the calls of transport.calls.ts; the caller removes it. */
export function appThatCalls(): string {
  const Resources = {
    Table: table,
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'things' } },
    Role: role,
    Slow: handler('slow'),
    Calls: handler('calls', { TABLE: { Ref: 'Table' }, SLOW: { Ref: 'Slow' } }),
  };
  const folder = assemblyFolder({ app: { template: { Resources }, assets: { [hash]: '' } } });
  const asset = path.join(folder, `asset.${hash}`);
  buildSync({
    entryPoints: [path.join(import.meta.dirname, 'transport.calls.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    mainFields: ['module', 'main'],
    outfile: path.join(asset, 'calls.js'),
  });
  const slow = 'exports.handler = () => new Promise((go) => setTimeout(go, 700, "slow"));';
  writeFileSync(path.join(asset, 'slow.js'), slow);
  return folder;
}
