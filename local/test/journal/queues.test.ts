import { expect, test } from 'vitest';
import { createEventSources } from '../../lambda/event-source.ts';
import { createSqs } from '../../sqs/sqs.ts';
import { ask, createLives, loadInto, pass, secondsOf } from './lives.ts';

type Answer = Record<string, unknown>;
const fine: Answer = { StatusCode: 200, Payload: 'null' };
const failed: Answer = { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{}' };

/** A queue with half a minute of visibility, mapped to a function that answers as it is told at the time. */
function queues(fn: { answer: () => Answer | Promise<Answer> }) {
  const seen: string[] = [];
  const lives = createLives(async (life) => {
    const sqs = createSqs(life);
    const target = 'arn:aws:sqs:us-east-1:000000000000:dead';
    await loadInto(sqs.kinds, 'AWS::SQS::Queue', { name: 'Dead', properties: { QueueName: 'dead' } });
    await loadInto(sqs.kinds, 'AWS::SQS::Queue', {
      name: 'Mail',
      properties: { QueueName: 'mail', RedrivePolicy: { deadLetterTargetArn: target, maxReceiveCount: 3 } },
    });
    const noStreams = { subscribe: () => {} };
    const parts = { ...life, streams: noStreams, compilePattern: () => () => true, queues: sqs };
    await loadInto(createEventSources(parts).kinds, 'AWS::Lambda::EventSourceMapping', {
      name: 'Mapping',
      properties: {
        ...{ FunctionName: 'fn', EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:mail' },
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    });
    life.dispatcher.register('lambda', async ({ input }) => {
      const { Records } = JSON.parse(String(input['Payload'])) as { Records: { body: string }[] };
      seen.push(`${secondsOf(life)}: ${Records.map(({ body }) => body).join(' ')}`);
      return fn.answer();
    });
    const send = (MessageBody: string) => ask(life, 'sqs', 'SendMessage')({ QueueUrl: 'mail', MessageBody });
    return { sqs, send };
  });
  return { lives, seen };
}

test('messages under way come again once they are no longer hidden, those that wait at once', async () => {
  const fn = { answer: (): Answer | Promise<Answer> => new Promise(() => {}) };
  const { lives, seen } = queues(fn);
  const first = await lives.next();
  for (const body of ['a', 'b', 'c', 'd']) {
    await first.send(body);
    await new Promise((go) => setImmediate(go));
  }
  await first.journal.written();
  fn.answer = () => fine;
  const second = await lives.next();
  expect(seen).toEqual(['0: a', '0: b', '0: c d']);
  await pass(second, 100);
  expect(seen.slice(3)).toEqual(['30: a b']);
  await pass(await lives.next(), 100);
  expect(seen).toHaveLength(4);
});

test('tries are counted over restarts, and the dead letter is there', async () => {
  const { lives, seen } = queues({ answer: () => failed });
  await (await lives.next()).send('a');
  await pass(await lives.next(), 31);
  await pass(await lives.next(), 31);
  const last = await lives.next();
  await pass(last, 31);
  expect(seen).toEqual(['0: a', '30: a', '60: a']);
  expect((await lives.next()).sqs.deadLetters()).toMatchObject([{ queue: 'dead', body: 'a' }]);
});
