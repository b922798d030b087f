import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from './env.port.ts';
import { asciiJson, type FactLetter } from './set-aside.ts';

/** The queue in which facts wait that could not be published. */
export interface DeadLetters {
  /** Lays a letter down. Throws when the queue does not take it. */
  leave(letter: FactLetter): Promise<void>;
}

/**
 * Opens the queue. A letter has the form of one that a rule leaves when its target fails, a function's ARN beside what it is to
 * be handed, so that whoever redrives dead letters can redrive these.
 */
export function openDeadLetters(): DeadLetters {
  const { DEAD_LETTERS_URL, REPUBLISH_FACTS_ARN } = readEnv('DEAD_LETTERS_URL', 'REPUBLISH_FACTS_ARN');
  const client = new SQSClient({});
  return {
    async leave({ because, facts }) {
      const MessageAttributes = { TARGET_ARN: text(REPUBLISH_FACTS_ARN), ERROR_CODE: text(because) };
      const MessageBody = asciiJson({ facts });
      await client.send(new SendMessageCommand({ QueueUrl: DEAD_LETTERS_URL, MessageBody, MessageAttributes }));
    },
  };
}

function text(StringValue: string) {
  return { DataType: 'String', StringValue };
}
