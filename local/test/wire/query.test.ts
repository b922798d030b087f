import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { AwsError } from '../../dispatcher.ts';
import { readQueryInput } from '../../wire/query-input.ts';
import { loopback } from './loopback.ts';

test.each([
  ['scalars', 'Action=Publish&Version=1&TopicArn=t&Message=a%20b', { TopicArn: 't', Message: 'a b' }],
  ['a list in the order of its numbers', 'L.member.10=c&L.member.2=b&L.member.1=a', { L: ['a', 'b', 'c'] }],
  ['a map', 'M.entry.1.Name=k&M.entry.1.Value.StringValue=v', { M: { k: { StringValue: 'v' } } }],
  [
    'lists within lists',
    'D.member.1.Name=n&D.member.1.Dims.member.1.Name=d&D.member.2.Name=o',
    { D: [{ Name: 'n', Dims: [{ Name: 'd' }] }, { Name: 'o' }] },
  ],
])('%s', (_, form, input) => {
  expect(readQueryInput(new URLSearchParams(form))).toEqual(input);
});

test('an output is written as XML, lists as members', async () => {
  const { send, serve } = await loopback();
  serve('sns', { Topics: [{ TopicArn: 'a&b' }, { TopicArn: '<c>' }], At: new Date('2027-03-01T08:00:00Z') });
  const answer = await send('sns', '/', { method: 'POST', body: new URLSearchParams({ Action: 'ListTopics' }) });
  expect(new XMLParser().parse(await answer.text())).toMatchObject({
    ListTopicsResponse: {
      ListTopicsResult: {
        Topics: { member: [{ TopicArn: 'a&b' }, { TopicArn: '<c>' }] },
        At: '2027-03-01T08:00:00.000Z',
      },
      ResponseMetadata: { RequestId: answer.headers.get('x-amzn-requestid') },
    },
  });
});

test('an error is written as XML', async () => {
  const { send, serve } = await loopback();
  serve('sns', new AwsError('NotFound', 'Topic does not exist', { status: 404 }));
  const answer = await send('sns', '/', { method: 'POST', body: new URLSearchParams({ Action: 'Publish' }) });
  expect(answer.status).toBe(404);
  expect(new XMLParser().parse(await answer.text())).toMatchObject({
    ErrorResponse: { Error: { Type: 'Sender', Code: 'NotFound', Message: 'Topic does not exist' } },
  });
});
