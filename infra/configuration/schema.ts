import * as z from 'zod';
import { addressBlocks } from '../constructs/address-blocks.ts';
import { managedGroups } from '../constructs/managed-rules.ts';

/** What CloudWatch Logs takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const count = z.int().min(1);

const throttle = z.strictObject({
  rate: count.describe('Requests a second.'),
  burst: count.describe('How many requests the bucket holds.'),
});

const knownSenders = z.string().superRefine((text, context) => {
  try {
    addressBlocks(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});

const sharing = z.enum(['own', 'shared']);

const features = {
  archive: z.boolean().describe('Whether events of the bus are kept, for replays to new consumers.'),
  dashboard: z.boolean().describe('Whether CloudWatch has a dashboard.'),
  firewall: z.boolean().describe('Whether AWS WAF stands in front of the API.'),
};

const tags = z
  .record(
    z
      .string()
      .regex(
        /^(?![aA][wW][sS]:|[pP][rR][oO][dD][uU][cC][tT]$|[sS][tT][aA][gG][eE]$)[\p{L}\p{N} _.:/=+@-]{1,128}$/u,
        'is no name of a tag, or one that is taken (product, stage, aws:…)',
      ),
    z.string().max(256),
  )
  // A resource has at most fifty, and two are ours.
  .refine((given) => Object.keys(given).length <= 48, 'must have at most 48 entries');

/** What an installation may say beside where it is. What AWS or its owner must know first may be left out: the feature is then off. */
const values = {
  prefix: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,13}[a-z0-9]$/,
      'must be two to fifteen small letters, digits and hyphens, a letter first and no hyphen last',
    )
    .describe('What all names begin with, before the stage; lanekeeper where nothing is said.'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'is no AWS account, which has twelve digits')
    .describe('The account it is deployed to. Left out: that of the credentials at hand.'),
  tags: tags.describe('Tags of everything that can have some, beside product and stage.'),
  apiGatewayLogRole: sharing.describe(
    'The one role of an account and region by which API Gateway writes logs: its own sets it, shared leaves the one that is set.',
  ),
  permissionsBoundary: z
    .string()
    .regex(
      /^(arn:[\w-]+:iam::(\d{12}|aws):policy\/)?[\w+=,.@/-]{1,128}$/,
      'is neither the name nor the ARN of a policy',
    )
    .describe('A policy of the account, by name or ARN, that bounds what every role may do.'),
  encryptionKey: z
    .string()
    .regex(
      /^(aws|customer|arn:[\w-]+:kms:[\w-]+:\d{12}:key\/([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|mrk-[\da-f]{32}))$/,
      'is neither "aws", "customer" nor the ARN of a key of KMS',
    )
    .describe(
      'Under which key of KMS tables, documents, queues, alarm texts and logs lie: AWS’s own, a customer’s that is made for the installation, or one that is there, by its ARN.',
    ),
  senderIdentity: sharing.describe(
    'The identity of the sender’s domain in SES, of which an account and region have one: its own creates it, shared sends with the one that is there.',
  ),
  protectData: z
    .boolean()
    .describe('Keeps data when its stack is deleted, and refuses to delete it. For wherever real people’s data lives.'),
  logRetentionDays: z.literal(retentionDays).describe('How long logs are kept, in days that CloudWatch Logs knows.'),
  senderAddress: z
    .email()
    .describe(
      'Sender of the mails to the stores’ people. SES is asked for the identity of its domain; mail flows once the domain’s DKIM records are published, which the leads stack outputs. Left out: nobody is mailed.',
    ),
  mailsPerSecond: count.describe(
    'How many mails a second SES lets the account send: one in its sandbox, 14 at first outside of it (`aws sesv2 get-account` says). Lower, where others send from the account too.',
  ),
  timersPerSecond: count.describe(
    'How many timers begin a second, at most; what is more waits in their queue. With the sweep’s it stays below what Step Functions lets an account start in the region once its burst is used; lower, where others start executions there too.',
  ),
  wakeUps: z
    .strictObject({ startsPerSecond: count.describe('How many of them a second, at most.') })
    .describe('Timers whose step was not taken, which the sweep starts; what is more waits for the next sweep.'),
  streamShards: count.describe(
    'How many shards the table’s stream may come to have: as many as the table has partitions, each of which takes 1,000 write units a second. The relay keeps a run free for every batch that these may hand it at one time; a batch that finds none comes late. Raise it with the table’s quota.',
  ),
  alarmAddress: z
    .email()
    .describe(
      'Who hears of alarms, by e-mail; AWS asks the address to confirm. Left out: alarms only show in CloudWatch.',
    ),
  alarmTopicArn: z
    .string()
    .regex(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]{1,256}$/, 'is no ARN of an SNS topic')
    .describe(
      'A topic that is there and is told of alarms in place of one of our own; its policy, and its key if it has one, let CloudWatch publish. It is of the installation’s region.',
    ),
  publicUrl: z
    .url({ protocol: /^https?$/, error: 'is no address of a page, such as https://leads.example' })
    .describe('Where people open a lead, for links in mails. Left out: mails carry the lead’s id only.'),
  knownSenders: knownSenders.describe(
    'Addresses of senders whose many requests are counted by their keys instead of by address, such as a provider’s that sends for hundreds of stores: CIDR blocks with commas between them. Left out: an address may send 90,000 requests in five minutes.',
  ),
  callerThrottle: throttle.describe('What one key may call; each caller has a bucket of its own.'),
  apiThrottle: throttle.describe('What all callers together may call; raise it with the account’s Lambda concurrency.'),
  customDomain: z
    .strictObject({
      name: z
        .hostname('is no name of a host, such as api.leads.example')
        .describe('The name by which callers find the API; its DNS record goes to what the api stack outputs.'),
      certificateArn: z
        .string()
        .regex(/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/, 'is no ARN of a certificate')
        .describe('A certificate of ACM for the name, in the installation’s region.'),
    })
    .describe('A name of your own for the API. Left out: API Gateway’s.'),
  callerDailyQuota: count.describe('How many requests a day one key may make, in UTC. Left out: as many as it wants.'),
  reservedConcurrency: z
    .boolean()
    .describe(
      'Whether functions that a busy neighbour must not stop keep concurrency free for themselves. A new account may have too little for it: its deploy is then refused.',
    ),
  firewall: z
    .strictObject({
      managedGroups: z
        .array(z.enum(managedGroups))
        .describe(
          'The groups of AWS’s managed rules that look at requests; none of them costs nothing and sees nothing.',
        ),
      requestsPerAddress: z
        .int()
        .min(10)
        .max(2_000_000_000)
        .describe('Requests in five minutes from one address, above which it is answered with 429.'),
    })
    .partial()
    .describe('What the firewall looks at.'),
  features: z.strictObject(features).partial().describe('What may be left away.'),
};

const place = {
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,11}$/, 'must be one to twelve small letters and digits, the first a letter')
    .describe('The name of the stage, such as dev or prod: names, paths and commands have it.'),
  region: z
    .string()
    .regex(/^[a-z]{2,4}(-[a-z]+){1,2}-\d$/, 'is no AWS region, such as eu-central-1')
    .describe('The AWS region it is deployed to.'),
};

const complete = z.strictObject(values);
const given = complete.partial();

/** What the file may hold. */
export const configurationSchema = z.strictObject({
  $schema: z.string().describe('Where editors find this schema.').optional(),
  defaults: given.describe('What an installation takes where it says nothing itself.').optional(),
  installations: z
    .array(given.extend(place).describe('One set of stacks. What it says takes the place of the whole default.'))
    .min(1, 'must have at least one entry')
    .max(100, 'must have at most 100 entries')
    .describe('Everything that may be deployed.'),
});

/** All that an installation may say of itself, said. */
export type Values = z.infer<typeof complete>;
// JSON knows no undefined, so what is there has a value.
type Given = { readonly [Name in keyof Values]?: Values[Name] };
export type Installation = Given & { readonly [Name in keyof typeof place]: string };

export interface Configuration {
  readonly defaults?: Given;
  readonly installations: readonly Installation[];
}

/** The values that one synth may be given, as texts, with `-c name=value`. */
export const trialSchema = given.pick({
  senderAddress: true,
  alarmAddress: true,
  publicUrl: true,
  knownSenders: true,
});

/** The schema for editors, as JSON Schema. */
export function jsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(configurationSchema, { target: 'draft-7', io: 'input' });
}
