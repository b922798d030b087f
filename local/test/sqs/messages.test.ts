import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arnOf, queueBench, start } from './queue-bench.ts';

test('a message is hidden while somebody holds it and comes again when the timeout has passed', async () => {
  const { send, bodies, pass } = await queueBench({ q: { VisibilityTimeout: '30' } });
  await send('q', 'a');
  expect(await bodies('q')).toEqual(['a']);
  await pass(29);
  expect(await bodies('q')).toEqual([]);
  await pass(1);
  expect(await bodies('q')).toEqual(['a']);
});

test.each([
  ['the queue’s delay', { DelaySeconds: 60 }, {}, 60],
  ['the message’s own delay', { DelaySeconds: 60 }, { DelaySeconds: 5 }, 5],
])('a message comes after %s', async (_, properties, more, seconds) => {
  const { send, bodies, pass } = await queueBench({ q: properties });
  await send('q', 'a', more);
  await pass(seconds - 1);
  expect(await bodies('q')).toEqual([]);
  await pass(1);
  expect(await bodies('q')).toEqual(['a']);
});

test('a message expires with the queue’s retention, four days by default', async () => {
  const { send, bodies, pass } = await queueBench({ q: {} });
  await send('q', 'a');
  await pass(345_599);
  expect(await bodies('q')).toEqual(['a']);
  await pass(31);
  expect(await bodies('q')).toEqual([]);
});

test('attributes come when they are asked for', async () => {
  const { send, received, pass } = await queueBench({ q: { VisibilityTimeout: 10 } });
  const MessageAttributes = {
    'lead.id': { DataType: 'String', StringValue: 'l-1' },
    other: { DataType: 'Number', StringValue: '2' },
  };
  await send('q', 'a', { MessageAttributes });
  const [plain] = await received('q');
  expect(plain).toMatchObject({ Body: 'a', MD5OfBody: '0cc175b9c0f1b6a831c399e269772661' });
  expect(plain).not.toHaveProperty('Attributes');
  expect(plain).not.toHaveProperty('MessageAttributes');
  await pass(10);
  const [full] = await received('q', { AttributeNames: ['All'], MessageAttributeNames: ['lead.*'] });
  expect(full).toMatchObject({
    Attributes: {
      SenderId: 'operator',
      SentTimestamp: String(start),
      ApproximateReceiveCount: '2',
      ApproximateFirstReceiveTimestamp: String(start),
    },
    MessageAttributes: { 'lead.id': MessageAttributes['lead.id'] },
  });
  expect(full?.['MessageAttributes']).not.toHaveProperty('other');
});

test('a deleted message is gone; an outdated handle deletes nothing', async () => {
  const { send, received, bodies, call, pass } = await queueBench({ q: {} });
  await send('q', 'a');
  const [first] = await received('q');
  await pass(30);
  const [second] = await received('q');
  await call('DeleteMessage', { QueueUrl: 'q', ReceiptHandle: first?.['ReceiptHandle'] });
  await pass(30);
  expect(await bodies('q')).toEqual(['a']);
  await pass(30);
  const [third] = await received('q');
  expect(third?.['ReceiptHandle']).not.toBe(second?.['ReceiptHandle']);
  await call('DeleteMessage', { QueueUrl: 'q', ReceiptHandle: third?.['ReceiptHandle'] });
  await pass(30);
  expect(await bodies('q')).toEqual([]);
});

test('visibility can be ended early, and only while the message is held', async () => {
  const { send, received, bodies, call } = await queueBench({ q: {} });
  await send('q', 'a');
  const [message] = await received('q');
  const order = { QueueUrl: 'q', ReceiptHandle: message?.['ReceiptHandle'], VisibilityTimeout: 0 };
  await call('ChangeMessageVisibility', order);
  await expect(call('ChangeMessageVisibility', order)).rejects.toMatchObject({ code: 'MessageNotInflight' });
  expect(await bodies('q')).toEqual(['a']);
});

test('a batch is kept in its order, and settled entry by entry', async () => {
  const { call, received, bodies, pass } = await queueBench({ q: {} });
  const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: `body ${Id}` }));
  const sent = await call('SendMessageBatch', { QueueUrl: arnOf('q'), Entries });
  expect(sent).toMatchObject({ Successful: [{ Id: 'a' }, { Id: 'b' }], Failed: [] });
  const messages = await received('q');
  const handles = messages.map((message, index) => ({ Id: String(index), ReceiptHandle: message['ReceiptHandle'] }));
  const changed = await call('ChangeMessageVisibilityBatch', {
    QueueUrl: 'q',
    Entries: [
      { ...handles[0], VisibilityTimeout: 1 },
      { Id: 'x', ReceiptHandle: 'nonsense', VisibilityTimeout: 1 },
    ],
  });
  expect(changed).toMatchObject({ Successful: [{ Id: '0' }], Failed: [{ Id: 'x', Code: 'ReceiptHandleIsInvalid' }] });
  await call('DeleteMessageBatch', { QueueUrl: 'q', Entries: handles.slice(0, 1) });
  await pass(30);
  expect(await bodies('q')).toEqual(['body b']);
});

test.each([
  ['an empty body', 'SendMessage', { MessageBody: '' }, 'MissingParameter'],
  ['a body over the limit', 'SendMessage', { MessageBody: 'é'.repeat(513) }, 'InvalidParameterValue'],
  ['no entries', 'SendMessageBatch', { Entries: [] }, 'EmptyBatchRequest'],
  [
    'a repeated id',
    'SendMessageBatch',
    { Entries: [1, 2].map(() => ({ Id: 'a', MessageBody: 'b' })) },
    'BatchEntryIdsNotDistinct',
  ],
  [
    'eleven entries',
    'SendMessageBatch',
    { Entries: Array.from({ length: 11 }, (_, index) => ({ Id: String(index), MessageBody: 'b' })) },
    'TooManyEntriesInBatchRequest',
  ],
  ['eleven at once', 'ReceiveMessage', { MaxNumberOfMessages: 11 }, 'InvalidParameterValue'],
  ['a member not served', 'SendMessage', { MessageBody: 'a', MessageGroupId: 'g' }, 'UnsupportedOnThisMachine'],
  ['an action not served', 'constructor', {}, 'UnsupportedOnThisMachine'],
])('%s is refused and nothing is kept', async (_, action, input, code) => {
  const { call, bodies } = await queueBench({ q: { MaximumMessageSize: 1024 } });
  await expect(call(action, { QueueUrl: 'q', ...input })).rejects.toMatchObject({ code });
  expect(await bodies('q')).toEqual([]);
});

test('an unknown queue is refused', async () => {
  const { send } = await queueBench({});
  await expect(send('q', 'a')).rejects.toMatchObject({ code: 'QueueDoesNotExist' });
});

test('property: whatever is received, deleted and waited for, each message is deleted once and none is lost', async () => {
  const step = fc.oneof(
    fc.constant({ kind: 'send' as const }),
    fc.record({ kind: fc.constant('receive' as const), remove: fc.boolean(), max: fc.integer({ min: 1, max: 10 }) }),
    fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 40 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { send, received, call, pass } = await queueBench({ q: { VisibilityTimeout: 20 } });
      const sent: string[] = [];
      const done: unknown[] = [];
      const take = async (more: Record<string, unknown>, remove: boolean) => {
        const messages = await received('q', more);
        for (const message of remove ? messages : []) {
          await call('DeleteMessage', { QueueUrl: 'q', ReceiptHandle: message['ReceiptHandle'] });
          done.push(message['Body']);
        }
        return messages.length;
      };
      for (const next of steps) {
        if (next.kind === 'send') sent.push(`m${sent.length}`);
        if (next.kind === 'send') await send('q', `m${sent.length - 1}`);
        if (next.kind === 'receive') await take({ MaxNumberOfMessages: next.max }, next.remove);
        if (next.kind === 'wait') await pass(next.seconds);
      }
      await pass(20);
      while ((await take({}, true)) > 0);
      expect(done.toSorted()).toEqual(sent.toSorted());
    }),
  );
});
