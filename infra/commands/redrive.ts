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
import { commandLine, runCommand, type Target, targetOf } from './command.ts';
import { type DeadLetter, readDeadLetter } from './dead-letter.ts';
import { redriveExecutions } from './redrive-executions.ts';
import { publishedText, redriveOptions, redriveOrderOf, redriveUsage } from './redrive-order.ts';
import { joined, republish, requestsFor, type Span } from './republish.ts';

/** Executions of which it is told why they stay as they are: Step Functions lists those of 90 days. */
const shownAtMost = 20;
/** How Lambda and SQS say that what a letter was for is not there. */
const isGone = /^(ResourceNotFoundException|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue)$/;
const parsed = commandLine(redriveOptions);

await runCommand(async () => {
  if (parsed.values.help) return console.log(redriveUsage);
  const order = redriveOrderOf(parsed);
  const target = targetOf(parsed.values);
  if (order.kind === 'dead-letters') await redriveDeadLetters(target);
  else if (order.kind === 'executions') await goOnWithExecutions(target);
  else console.log(publishedText(await republish(target, order.requests), order));
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
  for await (const lying of lettersOf(sqs, target.base)) {
    const letter = readDeadLetter(lying.message);
    const { MessageId = '' } = lying.message;
    if (letter.kind === 'unknown') left.push(`${MessageId}: ${letter.reason}`);
    if (letter.kind === 'facts') batches.set(MessageId, { ...lying, span: letter });
    if (letter.kind !== 'call' && letter.kind !== 'message') continue;
    if (await bringBack(letter, clients)) {
      await remove(lying);
      redriven += 1;
    } else left.push(`${MessageId}: what it was for is not there any more`);
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

/** Hands a letter to what it was for; false where a later release has that no more. */
async function bringBack(letter: DeadLetter & { kind: 'call' | 'message' }, clients: Clients): Promise<boolean> {
  try {
    await handOver(letter, clients);
    return true;
  } catch (error) {
    if (error instanceof Error && isGone.test(error.name)) return false;
    throw error;
  }
}

async function handOver(letter: DeadLetter & { kind: 'call' | 'message' }, { sqs, lambda }: Clients): Promise<void> {
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
async function* lettersOf(sqs: SQSClient, base: string): AsyncGenerator<Lying> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `${base}-` }));
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

async function goOnWithExecutions(target: Target): Promise<void> {
  const { redriven, left } = await redriveExecutions(target);
  console.log(`${redriven} executions go on, ${left.length} left as they are.`);
  for (const line of left.slice(0, shownAtMost)) console.log(line);
  if (left.length > shownAtMost) console.log(`and ${left.length - shownAtMost} more`);
}
