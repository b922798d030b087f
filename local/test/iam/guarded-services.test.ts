import { describe, expect, test } from 'vitest';
import { type AwsError, createDispatcher, type Interceptor, operator, type Principal } from '../../dispatcher.ts';
import { createS3 } from '../../s3/s3.ts';
import { SendingIdentities } from '../../ses/sending-identities.ts';
import { createSes } from '../../ses/ses.ts';
import { createScheduler } from '../../virtual-scheduler.ts';
import { load, place } from '../wire/loaded.ts';
import { allow, type Document, fn, iamBench, start } from './iam-bench.ts';

async function guarded(...statements: Document[]) {
  const { iam, attach } = await iamBench();
  if (statements.length > 0) await attach(...statements);
  const reached: string[] = [];
  const reach: Interceptor = (call, carryOut) => {
    reached.push(call.action);
    return carryOut(call);
  };
  const dispatcher = createDispatcher(undefined, [reach], iam);
  return { dispatcher, iam, reached, scheduler: createScheduler({ start }) };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code }: AwsError) => code,
  );

test('a denied call does not reach its service', async () => {
  const { dispatcher, reached } = await guarded(allow('sqs:SendMessage'));
  dispatcher.register('sqs', async () => ({}));
  const call = (action: string) => dispatcher.call({ service: 'sqs', action, input: { QueueUrl: 'q' }, principal: fn });
  expect(await codeOf(call('SendMessage'))).toBe('done');
  expect(await codeOf(call('PurgeQueue'))).toBe('AccessDeniedException');
  expect(reached).toEqual(['SendMessage']);
  expect(dispatcher.allows({ service: 'sqs', action: 'PurgeQueue', input: { QueueUrl: 'q' }, principal: fn })).toBe(
    false,
  );
});

describe('an object that is not there', () => {
  test.each<[string, Principal, Document[], string]>([
    ['is missing for the operator', operator, [], 'NoSuchKey'],
    ['is missing for who may list the bucket', fn, [allow(['s3:GetObject', 's3:ListBucket'])], 'NoSuchKey'],
    ['is denied to who may only read', fn, [allow('s3:GetObject')], 'AccessDenied'],
  ])('%s', async (_what, principal, statements, code) => {
    const { dispatcher, scheduler } = await guarded(...statements);
    const { kinds } = createS3({ dispatcher, scheduler, place });
    await load(kinds)('AWS::S3::Bucket', 'Bucket', { BucketName: 'b' });
    const input = { Bucket: 'b', Key: 'k' };
    expect(await codeOf(dispatcher.call({ service: 's3', action: 'GetObject', input, principal }))).toBe(code);
  });
});

test.each([
  ['a@shop.example.com', 'shop.example.com', 'mails'],
  ['a@deep.shop.example.com', 'shop.example.com', 'mails'],
  ['boss@shop.example.com', 'boss@shop.example.com', undefined],
  ['a@elsewhere.example', 'elsewhere.example', undefined],
])('%s sends with the identity %s and the configuration set %s', async (address, identity, configurationSet) => {
  const { dispatcher, scheduler } = await guarded();
  const identities = new SendingIdentities();
  const ses = createSes({ dispatcher, scheduler, place, identities });
  const ConfigurationSetAttributes = { ConfigurationSetName: 'mails' };
  const EmailIdentity = 'shop.example.com';
  await load(ses.kinds)('AWS::SES::EmailIdentity', 'Domain', { EmailIdentity, ConfigurationSetAttributes });
  await load(ses.kinds)('AWS::SES::EmailIdentity', 'Boss', { EmailIdentity: 'boss@shop.example.com' });
  expect(identities.of(address)).toEqual({ identity, ...(configurationSet && { configurationSet }) });
});
