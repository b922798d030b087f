import { describe, expect, test } from 'vitest';
import { AwsError } from '../../dispatcher.ts';
import { retryDelay } from '../../event-bridge/retry-delay.ts';
import { deadArn, EventBridgeRig, entry, lambdaArn, minute, start } from './event-bridge-rig.ts';

const day = 1_440 * minute;

interface Given {
  readonly retry?: Readonly<Record<string, number>>;
  readonly dead?: boolean;
}

async function rigWhose(failure: () => Error | undefined, { retry, dead = true }: Given = {}): Promise<EventBridgeRig> {
  const rig = new EventBridgeRig();
  rig.answer('lambda', async () => {
    const error = failure();
    if (error) throw error;
    return { StatusCode: 202 };
  });
  const target = {
    Id: 'l',
    Arn: lambdaArn,
    ...(retry && { RetryPolicy: retry }),
    ...(dead && { DeadLetterConfig: { Arn: deadArn } }),
  };
  await rig.rule('OnLead', { EventPattern: { source: ['dealer.leads'] }, Targets: [target] });
  return rig;
}

const tries = (rig: EventBridgeRig) =>
  rig.calls.filter(({ call }) => call.service === 'lambda').map(({ at }) => at - start);
const throttled = () => new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });

function deadLetter(rig: EventBridgeRig) {
  const [sent, ...more] = rig.inputs('SendMessage');
  expect(more).toEqual([]);
  const attributes: Record<string, { StringValue: string }> = Object(sent?.['MessageAttributes']);
  const values = Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]));
  return { queue: sent?.['QueueUrl'], body: sent?.['MessageBody'], attributes: values };
}

describe('a delivery that fails', () => {
  test('is tried again in virtual time until it is taken', async () => {
    let failures = 3;
    const rig = await rigWhose(() => {
      failures -= 1;
      return failures >= 0 ? throttled() : undefined;
    });
    await rig.put(entry({}));
    expect(tries(rig)).toEqual([0]);
    await rig.scheduler.moveTo(start + day);
    const waits = tries(rig).map((at, index, all) => at - (all[index - 1] ?? 0));
    expect(waits).toHaveLength(4);
    expect(waits[1]).toBeGreaterThanOrEqual(500);
    expect(waits[1]).toBeLessThanOrEqual(1_000);
    expect(waits[3]).toBeGreaterThanOrEqual(2_000);
    expect(waits[3]).toBeLessThanOrEqual(4_000);
    expect(rig.inputs('SendMessage')).toEqual([]);
  });

  test('becomes a dead letter after the tries of its policy', async () => {
    const rig = await rigWhose(throttled, { retry: { MaximumRetryAttempts: 2 } });
    await rig.put(entry({ leadId: 'L1' }));
    await rig.scheduler.moveTo(start + day);
    expect(tries(rig)).toHaveLength(3);
    const [event] = rig.bridge.events();
    const { eventBusName: _, ...envelope } = event ?? { eventBusName: '' };
    expect(deadLetter(rig)).toEqual({
      queue: 'https://sqs.us-east-1.amazonaws.com/000000000000/dead',
      body: JSON.stringify(envelope),
      attributes: {
        RULE_ARN: 'arn:aws:events:us-east-1:000000000000:rule/stack-OnLead',
        TARGET_ARN: lambdaArn,
        ERROR_CODE: 'THROTTLING',
        ERROR_MESSAGE: 'Rate Exceeded.',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
        RETRY_ATTEMPTS: '2',
      },
    });
  });

  test('becomes a dead letter at the age of its policy', async () => {
    const rig = await rigWhose(() => new Error('down'), { retry: { MaximumEventAgeInSeconds: 60 } });
    await rig.put(entry({}));
    await rig.scheduler.moveTo(start + minute - 1);
    expect(rig.inputs('SendMessage')).toEqual([]);
    await rig.scheduler.moveTo(start + minute);
    expect(deadLetter(rig).attributes).toMatchObject({
      ERROR_CODE: 'INTERNAL_ERROR',
      EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
    });
    expect(tries(rig).every((at) => at <= minute)).toBe(true);
  });

  const atOnce: readonly (readonly [AwsError, string])[] = [
    [new AwsError('ResourceNotFoundException', 'Function not found', { status: 404 }), 'NO_RESOURCE'],
    [new AwsError('AccessDeniedException', 'not authorized', { status: 403 }), 'NO_PERMISSIONS'],
    [new AwsError('InvalidRequestContentException', 'bad', {}), 'SDK_CLIENT_ERROR'],
  ];
  test.each(atOnce)('%s goes to the dead letters without another try', async (error, code) => {
    const rig = await rigWhose(() => error);
    await rig.put(entry({}));
    expect(tries(rig)).toEqual([0]);
    expect(deadLetter(rig).attributes).toEqual({
      RULE_ARN: expect.any(String),
      TARGET_ARN: lambdaArn,
      ERROR_CODE: code,
      ERROR_MESSAGE: error.message,
      RETRY_ATTEMPTS: '0',
    });
  });

  test('is dropped without a dead-letter queue, with a complaint', async () => {
    const rig = await rigWhose(throttled, { retry: { MaximumRetryAttempts: 0 }, dead: false });
    await rig.put(entry({}));
    expect(rig.inputs('SendMessage')).toEqual([]);
    expect(rig.complaints).toEqual([expect.stringMatching(/stack-OnLead.*THROTTLING.*lost/)]);
  });

  test('is dropped with a complaint when the dead-letter queue does not take it', async () => {
    const rig = await rigWhose(throttled, { retry: { MaximumRetryAttempts: 0 } });
    rig.answer('sqs', () => Promise.reject(new AwsError('QueueDoesNotExist', 'The specified queue does not exist.')));
    await rig.put(entry({}));
    expect(rig.complaints).toEqual([expect.stringMatching(/could it be laid.*does not exist/)]);
  });

  test('does not hold up another target', async () => {
    const rig = await rigWhose(throttled);
    const target = { Id: 'q', Arn: 'arn:aws:sqs:us-east-1:000000000000:queue' };
    await rig.rule('Other', { EventPattern: { source: ['dealer.leads'] }, Targets: [target] });
    await rig.put(entry({}));
    expect(rig.inputs('SendMessage')).toHaveLength(1);
  });
});

test('by default 185 tries fit into 24 hours', async () => {
  const rig = await rigWhose(throttled);
  await rig.put(entry({}));
  await rig.scheduler.moveTo(start + day);
  expect(tries(rig)).toHaveLength(186);
  expect(deadLetter(rig).attributes).toMatchObject({ RETRY_ATTEMPTS: '185' });
});

test('the wait before a try grows to ten minutes, with a jitter that its seed decides', () => {
  for (let retries = 0; retries < 200; retries += 1) {
    const full = Math.min(1_000 * 2 ** retries, 600_000);
    expect(retryDelay('seed', retries)).toBeGreaterThanOrEqual(full / 2);
    expect(retryDelay('seed', retries)).toBeLessThanOrEqual(full);
    expect(retryDelay('seed', retries)).toBe(retryDelay('seed', retries));
  }
  expect(retryDelay('other', 9)).not.toBe(retryDelay('seed', 9));
});
