import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { commandLine, runCommand, type Target, targetOf, WrongUse } from './command.ts';
import { type DeadLetter, readDeadLetter } from './dead-letter.ts';
import { joined, republish, requestsFor, type Span } from './republish.ts';

const usage = `npm run redrive -- dead-letters                                    hands every dead letter to its function or queue again
npm run redrive -- facts --from INSTANT --to INSTANT [--type T]    publishes the facts of a time range again
npm run redrive -- facts --lead LEAD_ID [--type T]                 publishes the facts of one lead again
with [--stage dev] [--region us-east-1], or --local [--port 4510] for the runtime that "npm start" runs.
Mend the cause first. Every consumer takes an event twice without harm.`;

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
  else if (positionals[0] === 'facts') await republishFacts(target);
  else throw new WrongUse(usage);
});

/** A letter in its queue. */
interface Lying {
  readonly QueueUrl: string;
  readonly message: Message;
}

async function redriveDeadLetters(target: Target): Promise<void> {
  const clients = { sqs: new SQSClient(target.client), lambda: new LambdaClient(target.client) };
  const { sqs } = clients;
  const remove = ({ QueueUrl, message: { ReceiptHandle } }: Lying) =>
    sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  const left: string[] = [];
  // By their ids: a letter that is not removed at once may be received again.
  const batches = new Map<string, Lying & { readonly span: Span }>();
  let redriven = 0;
  for await (const lying of lettersOf(sqs, target.stage)) {
    const letter = readDeadLetter(lying.message);
    const { MessageId = '' } = lying.message;
    if (letter.kind === 'unknown') left.push(`${MessageId}: ${letter.reason}`);
    if (letter.kind === 'facts') batches.set(MessageId, { ...lying, span: letter });
    if (letter.kind !== 'call' && letter.kind !== 'message') continue;
    await bringBack(letter, clients);
    await remove(lying);
    redriven += 1;
  }
  const given = [...batches.values()];
  const published = await republish(target, joined(given.map(({ span }) => span)).flatMap(requestsFor));
  for (const batch of given) await remove(batch);
  console.log(`${redriven + given.length} handed over again, ${left.length} left where they are.`);
  if (given.length > 0)
    console.log(`${published} facts of the time that ${given.length} of them name published again.`);
  for (const line of left) console.log(line);
}

interface Clients {
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
}

async function bringBack(letter: DeadLetter & { kind: 'call' | 'message' }, { sqs, lambda }: Clients): Promise<void> {
  if (letter.kind === 'message') {
    const [, , , , account, QueueName] = letter.queueArn.split(':');
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId: account }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: letter.body }));
    return;
  }
  const Payload = Buffer.from(JSON.stringify(letter.payload));
  await lambda.send(new InvokeCommand({ FunctionName: letter.functionName, InvocationType: 'Event', Payload }));
}

/** Every dead letter once: one that is left stays invisible for the minute this may take. */
async function* lettersOf(sqs: SQSClient, stage: string): AsyncGenerator<Lying> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `lanekeeper-${stage}-` }));
  for (const QueueUrl of QueueUrls.filter((url) => url.endsWith('-dead-letters')))
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 60,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['DeadLetterQueueSourceArn'],
        }),
      );
      if (Messages.length === 0) break;
      for (const message of Messages) yield { QueueUrl, message };
    }
}

async function republishFacts(target: Target): Promise<void> {
  const type = values.type && { type: values.type };
  const published = await republish(
    target,
    requests().map((request) => ({ ...request, ...type })),
  );
  console.log(`${published} facts published again.`);
}

function requests(): readonly object[] {
  const { lead, from, to } = values;
  if (lead) return [{ partition: `LEAD#${lead}` }];
  const span = { from: Date.parse(from ?? ''), to: Date.parse(to ?? '') };
  if (!(span.from < span.to))
    throw new WrongUse('Say --lead ID, or --from and a later --to, such as 2026-11-23T00:00:00Z.');
  return requestsFor(span);
}
