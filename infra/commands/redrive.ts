import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { commandLine, runCommand, type Target, targetOf, WrongUse } from './command.ts';
import { readDeadLetter } from './dead-letter.ts';

const usage = `npm run redrive -- dead-letters                                    hands every dead letter to its function again
npm run redrive -- facts --from INSTANT --to INSTANT [--type T]    publishes the facts of a time range again
npm run redrive -- facts --lead LEAD_ID [--type T]                 publishes the facts of one lead again
with [--stage dev] [--region us-east-1], or --local [--port 4510] for the runtime that "npm start" runs.
Mend the cause first. Every consumer takes an event twice without harm.`;

const hour = 60 * 60 * 1000;

const { values, positionals } = commandLine({
  from: { type: 'string' },
  to: { type: 'string' },
  lead: { type: 'string' },
  type: { type: 'string' },
});

await runCommand(async () => {
  const target = targetOf(values);
  if (values.help) console.log(usage);
  else if (positionals[0] === 'dead-letters') await redriveDeadLetters(target);
  else if (positionals[0] === 'facts') await republish(target);
  else throw new WrongUse(usage);
});

async function redriveDeadLetters({ stage, client }: Target): Promise<void> {
  const sqs = new SQSClient(client);
  const lambda = new LambdaClient(client);
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `lanekeeper-${stage}-` }));
  const left: string[] = [];
  let redriven = 0;
  for (const QueueUrl of QueueUrls.filter((url) => url.endsWith('-dead-letters')))
    for await (const message of messagesOf(sqs, QueueUrl)) {
      const letter = readDeadLetter(message);
      if (letter.kind === 'unknown') {
        left.push(`${message.MessageId}: ${letter.reason}`);
        continue;
      }
      const { functionName: FunctionName, payload } = letter;
      await lambda.send(
        new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(payload)) }),
      );
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      redriven += 1;
    }
  console.log(`${redriven} handed over again, ${left.length} left where they are.`);
  for (const line of left) console.log(line);
}

/** Every message once: what is left in a queue stays invisible for the minute this may take. */
async function* messagesOf(sqs: SQSClient, QueueUrl: string): AsyncGenerator<Message> {
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 60,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return;
    yield* Messages;
  }
}

async function republish({ stage, client }: Target): Promise<void> {
  const lambda = new LambdaClient(client);
  let published = 0;
  for (const request of requests()) {
    const answer = await lambda.send(
      new InvokeCommand({
        FunctionName: `lanekeeper-${stage}-republish-facts`,
        Payload: Buffer.from(JSON.stringify({ ...request, ...(values.type && { type: values.type }) })),
      }),
    );
    const said = JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8')) as {
      published?: number;
      errorMessage?: string;
    };
    if (answer.FunctionError)
      throw new Error(`${said.errorMessage} (after ${published} facts; running it again is safe)`);
    published += said.published ?? 0;
  }
  console.log(`${published} facts published again.`);
}

/** One request per hour of the range, so that none outgrows its function. */
function requests(): object[] {
  const { lead, from, to } = values;
  if (lead) return [{ partition: `LEAD#${lead}` }];
  const [start, end] = [Date.parse(from ?? ''), Date.parse(to ?? '')];
  if (!(start < end)) throw new WrongUse('Say --lead ID, or --from and a later --to, such as 2026-11-23T00:00:00Z.');
  const hours = Math.ceil((end - start) / hour);
  return Array.from({ length: hours }, (_, each) => ({
    from: new Date(start + each * hour).toISOString(),
    to: new Date(Math.min(start + (each + 1) * hour, end)).toISOString(),
  }));
}
