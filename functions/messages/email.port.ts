import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { readEnv } from '../platform/env.port.ts';
import type { Mail } from './mail.ts';

const { SENDER_ADDRESS } = readEnv('SENDER_ADDRESS');
const client = new SESv2Client({});

/** Hands one mail to SES. Rejects with the provider's error; `tags` are codes by which its fate is told later. */
export async function sendMail(to: string, mail: Mail, tags: Readonly<Record<string, string>>): Promise<void> {
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: SENDER_ADDRESS,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: mail.subject, Charset: 'UTF-8' },
          Body: { Text: { Data: mail.text, Charset: 'UTF-8' }, Html: { Data: mail.html, Charset: 'UTF-8' } },
        },
      },
      EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
}
