import * as z from 'zod';
import { type AwsCall, AwsError } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';
import type { SentMessage } from './message.ts';

const content = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const pair = z.strictObject({ Name: z.string(), Value: z.string() });
const addresses = z.array(z.string()).default([]);

const shape = z.strictObject({
  FromEmailAddress: z.string().optional(),
  Destination: z.strictObject({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }).prefault({}),
  ReplyToAddresses: addresses,
  EmailTags: z.array(pair).default([]),
  ConfigurationSetName: z.string().optional(),
  Content: z.strictObject({
    Simple: z
      .strictObject({
        Subject: content,
        Body: z.strictObject({ Text: content.optional(), Html: content.optional() }),
        Headers: z.array(pair).default([]),
      })
      .optional(),
  }),
});

interface ReadEmail {
  readonly message: SentMessage;
  readonly configurationSet?: string;
}

/** Reads SendEmail into the message it hands over at `at` (epoch ms); throws BadRequestException for one nobody can get. */
export function readEmail(call: AwsCall, at: number): ReadEmail {
  const input = readInput(shape, call);
  const { Destination: destination, EmailTags, FromEmailAddress, ReplyToAddresses } = input;
  const simple = input.Content.Simple;
  const to = [...destination.ToAddresses, ...destination.CcAddresses, ...destination.BccAddresses];
  if (!simple) throw new AwsError('BadRequestException', 'Content: Simple is required.');
  if (!FromEmailAddress) throw new AwsError('BadRequestException', 'FromEmailAddress is required.');
  if (to.length === 0) throw new AwsError('BadRequestException', 'Destination must name at least one recipient.');
  for (const address of to) assertAddress(address);
  const { Text: text, Html: html } = simple.Body;
  if (!text && !html) throw new AwsError('BadRequestException', 'Body must have Text or Html.');
  const message: SentMessage = {
    channel: 'email',
    from: FromEmailAddress,
    to,
    subject: simple.Subject.Data,
    text: text?.Data ?? '',
    ...(html && { html: html.Data }),
    ...(ReplyToAddresses.length > 0 && { replyTo: ReplyToAddresses }),
    ...(simple.Headers.length > 0 && { headers: byName(simple.Headers) }),
    tags: byName(EmailTags),
    at: new Date(at).toISOString(),
  };
  return { message, ...(input.ConfigurationSetName !== undefined && { configurationSet: input.ConfigurationSetName }) };
}

/** What no address may have before and behind its `@`, in the words of SES; the first that fits is said. */
const localFaults: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'Missing local name'],
  [/[\s\p{Cc}]/u, 'Local address contains control or whitespace'],
  [/^\./, 'Local address starts with dot'],
  [/\.\./, 'Local address contains dot-dot'],
  [/\.$/, 'Local address ends with dot'],
];
const domainFaults: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'Missing domain'],
  [/[\s\p{Cc}]/u, 'Domain contains control or whitespace'],
  [/[^A-Za-z0-9.-]/, 'Domain contains illegal character'],
  [/^\./, 'Domain starts with dot'],
  [/\.\./, 'Domain contains dot-dot'],
  [/\.$/, 'Domain ends with dot'],
];

/** Refuses an address that cannot be one; whether somebody has it shows only later. */
function assertAddress(address: string): void {
  const bare = /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address.trim();
  const at = bare.lastIndexOf('@');
  if (at < 0) throw new AwsError('BadRequestException', "Missing final '@domain'");
  const [local, domain] = [bare.slice(0, at), bare.slice(at + 1)];
  const fault =
    localFaults.find(([pattern]) => pattern.test(local)) ?? domainFaults.find(([pattern]) => pattern.test(domain));
  if (fault) throw new AwsError('BadRequestException', fault[1]);
}

function byName(pairs: readonly { Name: string; Value: string }[]): Record<string, string> {
  return Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value]));
}
