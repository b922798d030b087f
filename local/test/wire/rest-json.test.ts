import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  NotFoundException,
} from '@aws-sdk/client-api-gateway';
import { GetContactCommand, MessageRejected, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { expect, test } from 'vitest';
import { AwsError } from '../../dispatcher.ts';
import { loopback } from './loopback.ts';

test('SES v2 sends an e-mail', async () => {
  const { client, calls, serve } = await loopback();
  serve('ses', { MessageId: 'm-1' });
  const input = {
    FromEmailAddress: 'Leads <leads@example.com>',
    Destination: { ToAddresses: ['ann@example.com'] },
    Content: { Simple: { Subject: { Data: 'Grüße' }, Body: { Text: { Data: 'hello' } } } },
    EmailTags: [{ Name: 'lead', Value: 'l-1' }],
  };
  expect((await new SESv2Client(client).send(new SendEmailCommand(input))).MessageId).toBe('m-1');
  expect(calls[0]).toMatchObject({ service: 'ses', action: 'SendEmail', input });
});

test('SES v2 errors arrive as their class', async () => {
  const { client, serve } = await loopback();
  serve('ses', new AwsError('MessageRejected', 'Email address is not verified.'));
  const send = new SESv2Client(client).send(new SendEmailCommand({ Content: {} }));
  const error = await send.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MessageRejected);
  expect(error).toMatchObject({ message: 'Email address is not verified.' });
});

test('an operation without a route is refused by name', async () => {
  const { client, calls } = await loopback();
  const get = new SESv2Client(client).send(
    new GetContactCommand({ ContactListName: 'c', EmailAddress: 'a@example.com' }),
  );
  await expect(get).rejects.toMatchObject({
    name: 'UnsupportedOnThisMachine',
    message: expect.stringContaining('ses:GET /v2/email/contact-lists/c'),
  });
  expect(calls).toEqual([]);
});

test('API Gateway: keys and what they are bound to', async () => {
  const { client, calls, serve } = await loopback();
  const gateway = new APIGatewayClient(client);
  serve('apigateway', { id: 'k1', value: 'v', createdDate: new Date('2027-03-01T08:00:00Z') });
  const key = await gateway.send(new CreateApiKeyCommand({ name: 'dealer', value: 'v', enabled: true }));
  expect(key).toMatchObject({ id: 'k1', createdDate: new Date('2027-03-01T08:00:00Z') });
  await gateway.send(new CreateUsagePlanKeyCommand({ usagePlanId: 'p/1', keyId: 'k1', keyType: 'API_KEY' }));
  await gateway.send(new GetApiKeyCommand({ apiKey: 'k1', includeValue: true }));
  await gateway.send(new DeleteApiKeyCommand({ apiKey: 'k1' }));
  expect(calls.map(({ action, input }) => [action, input])).toEqual([
    ['CreateApiKey', { name: 'dealer', value: 'v', enabled: true }],
    ['CreateUsagePlanKey', { usagePlanId: 'p/1', keyId: 'k1', keyType: 'API_KEY' }],
    ['GetApiKey', { apiKey: 'k1', includeValue: true }],
    ['DeleteApiKey', { apiKey: 'k1' }],
  ]);
});

test('API Gateway: a list', async () => {
  const { client, calls, serve } = await loopback();
  serve('apigateway', { items: [{ id: 'k1' }], position: 'next' });
  const page = await new APIGatewayClient(client).send(
    new GetApiKeysCommand({ nameQuery: 'dealer', limit: 5, includeValues: false }),
  );
  expect(page).toMatchObject({ items: [{ id: 'k1' }], position: 'next' });
  expect(calls[0]?.input).toEqual({ nameQuery: 'dealer', limit: 5, includeValues: false });
});

test('API Gateway: not found', async () => {
  const { client, serve } = await loopback();
  serve('apigateway', new AwsError('NotFoundException', 'Invalid API Key identifier specified', { status: 404 }));
  const get = new APIGatewayClient(client).send(new GetApiKeyCommand({ apiKey: 'k' }));
  await expect(get).rejects.toBeInstanceOf(NotFoundException);
});

test('Lambda Invoke: payload in, payload out, a function error in a header', async () => {
  const { send, calls, serve } = await loopback();
  serve('lambda', { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{"errorMessage":"no"}' });
  const name = encodeURIComponent('arn:aws:lambda:us-east-1:000000000000:function:f');
  const answer = await send('lambda', `/2015-03-31/functions/${name}/invocations?Qualifier=live`, {
    method: 'POST',
    body: '{"a":1}',
  });
  expect(await answer.text()).toBe('{"errorMessage":"no"}');
  expect(answer.headers.get('x-amz-function-error')).toBe('Unhandled');
  expect(calls[0]).toMatchObject({
    service: 'lambda',
    action: 'InvokeFunction',
    input: {
      FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:f',
      Qualifier: 'live',
      InvocationType: 'RequestResponse',
      Payload: '{"a":1}',
    },
  });
});

test('Lambda Invoke: an event is accepted', async () => {
  const { send, calls, serve } = await loopback();
  serve('lambda', { StatusCode: 202 });
  const answer = await send('lambda', '/2015-03-31/functions/f/invocations', {
    method: 'POST',
    headers: { 'x-amz-invocation-type': 'Event' },
  });
  expect([answer.status, await answer.text()]).toEqual([202, '']);
  expect(calls[0]?.input).toEqual({ FunctionName: 'f', InvocationType: 'Event' });
});
