import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Temporal } from 'temporal-polyfill';
import { readEnv, readOptionalEnv } from '../platform/env.port.ts';
import { hasTurn, paceOf, takeTurn } from '../platform/pace.ts';
import type { Wait } from '../platform/redelivery.ts';
import { type Handover, handoverOf } from './handover.ts';
import type { Mail } from './mail.ts';

const { SENDER_ADDRESS, MAILS_PER_SECOND, MAIL_RUNS } = readEnv('SENDER_ADDRESS', 'MAILS_PER_SECOND', 'MAIL_RUNS');
const perSecond = Number(MAILS_PER_SECOND);
// Of a sender whose domain's identity is another installation's; else the identity has its own.
const ConfigurationSetName = readOptionalEnv('CONFIGURATION_SET');
// A second try would not know whether the first went out: whoever calls knows what is reserved, and tries again.
const client = new SESv2Client({
  maxAttempts: 1,
  requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000, throwOnRequestTimeout: true },
});

let pace = paceOf(perSecond, Number(MAIL_RUNS));

/** What a mail has to wait for where this run has sent its share of the stage's rate; nothing where it may go now. */
export function turnToSend(now: Temporal.Instant): Wait | undefined {
  return hasTurn(pace, now) ? undefined : { kind: 'turn', perSecond };
}

interface Sending {
  /** Codes by which its fate is told later. */
  readonly tags: Readonly<Record<string, string>>;
  readonly now: Temporal.Instant;
}

/** Hands one mail to SES, once. */
export async function sendMail(to: string, mail: Mail, { tags, now }: Sending): Promise<Handover> {
  pace = takeTurn(pace, now);
  try {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: SENDER_ADDRESS,
        ...(ConfigurationSetName !== undefined && { ConfigurationSetName }),
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
    return { kind: 'sent' };
  } catch (error) {
    return handoverOf(describe(error));
  }
}

function describe(error: unknown) {
  const { name, message, code, $metadata } = error as Error & {
    readonly code?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  return { code: status === undefined ? (code ?? name) : name, message, status };
}
