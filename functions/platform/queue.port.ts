import type { Temporal } from 'temporal-polyfill';
import { readEnv, readOptionalEnv } from './env.port.ts';
import { signedHeaders } from './signature.port.ts';

const millisecondsPerCall = 2500;
/** What SQS takes in one call. */
const entriesPerCall = 10;

/** A message that was received, and in how many seconds it can be received again. */
interface Postponed {
  readonly receiptHandle: string;
  readonly seconds: number;
}

/** The queue a function was given messages from. */
interface Queue {
  /** Roughly how many messages lie in it, hidden ones too. */
  backlog(): Promise<number>;
  /** Lets messages come again at their own times instead of the queue's; one that is not there any more is left alone. */
  postpone(messages: readonly Postponed[]): Promise<void>;
}

/** Opens the queue of an ARN. What SQS does not do throws. */
export function openQueue(arn: string, now: Temporal.Instant): Queue {
  const [, , , region = '', account = '', name = ''] = arn.split(':');
  const QueueUrl = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
  const ask = (action: string, input: object) => send(action, { QueueUrl, ...input }, { region, at: now });
  return {
    async backlog() {
      const counts = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
      const { Attributes = {} } = await ask('GetQueueAttributes', { AttributeNames: counts });
      return counts.reduce((sum, count) => sum + Number(Attributes[count] ?? 0), 0);
    },
    async postpone(messages) {
      for (let start = 0; start < messages.length; start += entriesPerCall) {
        const part = messages.slice(start, start + entriesPerCall);
        await ask('ChangeMessageVisibilityBatch', {
          Entries: part.map(({ receiptHandle: ReceiptHandle, seconds: VisibilityTimeout }, position) => ({
            Id: String(position),
            ReceiptHandle,
            VisibilityTimeout,
          })),
        });
      }
    },
  };
}

interface Answer {
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** Two calls do not pay for the client of SQS: the signer is in every bundle. */
async function send(action: string, input: object, { region, at }: { region: string; at: Temporal.Instant }) {
  const env = readEnv('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN');
  const url = new URL(readOptionalEnv('AWS_ENDPOINT_URL') ?? `https://sqs.${region}.amazonaws.com/`);
  const text = JSON.stringify(input);
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` };
  const signed = await signedHeaders(
    { method: 'POST', url, headers, body: new TextEncoder().encode(text) },
    {
      accessKeyId: env.AWS_ACCESS_KEY_ID,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      sessionToken: env.AWS_SESSION_TOKEN,
      ...{ region, service: 'sqs', at },
    },
  );
  // fetch sets the host itself, from the same URL.
  const { host: _, ...sent } = signed;
  const signal = AbortSignal.timeout(millisecondsPerCall);
  const answer = await fetch(url, { method: 'POST', headers: sent, body: text, signal });
  if (!answer.ok) throw new Error(`SQS refused ${action} with ${answer.status}.`);
  return (await answer.json()) as Answer;
}
