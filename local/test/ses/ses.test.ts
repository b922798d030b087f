import { beforeEach, expect, test } from 'vitest';
import { createDispatcher, type Dispatcher, operator } from '../../dispatcher.ts';
import { createSes, type Ses } from '../../ses/ses.ts';
import { createScheduler } from '../../virtual-scheduler.ts';
import { load, place, resourceOf } from '../wire/loaded.ts';

let dispatcher: Dispatcher;
let ses: Ses;

beforeEach(() => {
  dispatcher = createDispatcher();
  ses = createSes({ scheduler: createScheduler({ start: Date.parse('2027-03-01T08:00:00Z') }), dispatcher, place });
});

const email = {
  FromEmailAddress: 'Leads <leads@example.com>',
  Destination: { ToAddresses: ['ann@example.com'], CcAddresses: ['bob@example.com'] },
  Content: { Simple: { Subject: { Data: 'Breached' }, Body: { Text: { Data: 'call now' } } } },
};

const send = (input: Record<string, unknown>) =>
  dispatcher.call({ service: 'ses', action: 'SendEmail', input, principal: operator });

test('an e-mail is kept as it was handed over', async () => {
  const answer = await send({
    ...email,
    ReplyToAddresses: ['store@example.com'],
    EmailTags: [{ Name: 'lead', Value: 'l-1' }],
  });
  expect(answer['MessageId']).toMatch(/^0100[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
  expect(ses.messages()).toEqual([
    {
      channel: 'email',
      from: 'Leads <leads@example.com>',
      to: ['ann@example.com', 'bob@example.com'],
      subject: 'Breached',
      text: 'call now',
      replyTo: ['store@example.com'],
      tags: { lead: 'l-1' },
      at: '2027-03-01T08:00:00.000Z',
    },
  ]);
});

test('HTML and further headers are kept', async () => {
  const Headers = [{ Name: 'List-Unsubscribe', Value: '<https://example.com/u>' }];
  const Simple = { Subject: { Data: 'Hi' }, Body: { Html: { Data: '<p>hi</p>' } }, Headers };
  await send({ ...email, Content: { Simple } });
  expect(ses.messages()).toMatchObject([
    { text: '', html: '<p>hi</p>', headers: { 'List-Unsubscribe': '<https://example.com/u>' } },
  ]);
});

test('a configuration set has to exist', async () => {
  const input = { ...email, ConfigurationSetName: 'lanes' };
  await expect(send(input)).rejects.toMatchObject({ code: 'NotFoundException', status: 404 });
  await load(ses.kinds)('AWS::SES::ConfigurationSet', 'Set', {
    Name: 'lanes',
    SendingOptions: { SendingEnabled: true },
  });
  await send(input);
  expect(ses.messages()).toHaveLength(1);
});

test.each([
  ['no sender', { FromEmailAddress: undefined }, 'BadRequestException'],
  ['no recipient', { Destination: { ToAddresses: [] } }, 'BadRequestException'],
  ['no body', { Content: { Simple: { Subject: { Data: 's' }, Body: {} } } }, 'BadRequestException'],
  ['a raw message', { Content: { Raw: { Data: 'RnJvbTo=' } } }, 'UnsupportedOnThisMachine'],
])('%s is refused and nothing is kept', async (_, change, code) => {
  await expect(send({ ...email, ...change })).rejects.toMatchObject({ code });
  expect(ses.messages()).toEqual([]);
});

test('an identity is named by its address', () => {
  const properties = { EmailIdentity: 'example.com' };
  const identity = resourceOf(ses.kinds, 'AWS::SES::EmailIdentity', { logicalId: 'Identity', properties });
  expect(identity).toMatchObject({ ref: 'example.com', attributes: { DkimDNSTokenName1: expect.any(String) } });
});

test('an option of a configuration set that is not known stops the start', async () => {
  const loading = load(ses.kinds)('AWS::SES::ConfigurationSet', 'Set', { Novelty: 1 });
  await expect(loading).rejects.toThrow('app/Set (AWS::SES::ConfigurationSet): property Novelty is not emulated');
});

test('another channel’s messages stand beside', async () => {
  await send(email);
  ses.record({ channel: 'sms', from: '+1', to: ['+2'], text: 'hi', tags: {}, at: '2027-03-01T08:00:00.000Z' });
  expect(ses.messages().map(({ channel }) => channel)).toEqual(['email', 'sms']);
});

test.each([
  ['nobody', "Missing final '@domain'"],
  ['@example.com', 'Missing local name'],
  ['.ann@example.com', 'Local address starts with dot'],
  ['ann..b@example.com', 'Local address contains dot-dot'],
  ['ann.@example.com', 'Local address ends with dot'],
  ['ann@example.com.', 'Domain ends with dot'],
  ['ann@', 'Missing domain'],
  ['ann b@example.com', 'Local address contains control or whitespace'],
  ['ann@exam ple.com', 'Domain contains control or whitespace'],
  ['Ann <ann@example!.com>', 'Domain contains illegal character'],
])('%s is no address: the mail is refused for all its recipients', async (address, message) => {
  const Destination = { ToAddresses: ['bob@example.com', address] };
  await expect(send({ ...email, Destination })).rejects.toMatchObject({ code: 'BadRequestException', message });
  expect(ses.messages()).toEqual([]);
});
