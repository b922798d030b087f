/** Everything that differs per stage or region. What AWS needs first may be empty: the feature is then off. */
export interface Stage {
  readonly name: 'dev' | 'prod';
  readonly region: 'us-east-1' | 'eu-central-1';
  /** Keeps data and refuses deletion where real people's data lives. */
  readonly protectData: boolean;
  readonly logRetentionDays: 7 | 90;
  /**
   * Sender of the mails to the stores' people. The template asks SES for the identity of its domain; mail flows once the
   * domain's DKIM records are published (they are outputs of the leads stack). Empty: nobody is mailed.
   */
  readonly senderAddress?: string;
  /**
   * How many mails a second SES lets this account send: one in its sandbox, 14 at first outside of it
   * (`aws sesv2 get-account` says). Lower, where others send from the account too.
   */
  readonly mailsPerSecond: number;
  /**
   * How many timers begin a second, at most; what is more waits in their queue. With the sweep's it stays below what Step
   * Functions lets an account start in this region once its burst is used; lower, where others start executions there too.
   * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
   */
  readonly timersPerSecond: number;
  /**
   * How many shards the table's stream may come to have: as many as the table has partitions, each of which takes 1,000 write
   * units a second. The relay keeps a run free for every batch that these may hand it at one time; a batch that finds none
   * comes late. Raise it with the table's quota.
   */
  readonly streamShards: number;
  /** How many timers whose step was not taken the sweep starts a second, at most; what is more waits for the next sweep. */
  readonly wakeUps: { readonly startsPerSecond: number };
  /** Who hears of alarms, by e-mail; AWS asks the address to confirm. Empty: alarms only show in CloudWatch. */
  readonly alarmAddress?: string;
  /** Where people open a lead, for links in mails. Empty: mails carry the lead's id only. */
  readonly publicUrl?: string;
  /**
   * Addresses of senders whose many requests are counted by their keys instead of by address, such as a provider's that sends
   * for hundreds of stores: CIDR blocks with commas between them. Empty: an address may send 90,000 requests in five minutes.
   */
  readonly knownSenders?: string;
  /** What one key may call, in requests per second; each caller's bucket holds `burst`. */
  readonly callerThrottle: { readonly rate: number; readonly burst: number };
  /** What all callers together may call; raise it with the account's Lambda concurrency. */
  readonly apiThrottle: { readonly rate: number; readonly burst: number };
}

const defaults = {
  callerThrottle: { rate: 50, burst: 100 },
  apiThrottle: { rate: 1000, burst: 2000 },
  mailsPerSecond: 14,
} as const;

/** StartExecution refills at 300 a second in the largest regions and at 150 in the others, as long as AWS raises no quota. */
const starts = {
  'us-east-1': { timersPerSecond: 220, wakeUps: { startsPerSecond: 60 } },
  'eu-central-1': { timersPerSecond: 110, wakeUps: { startsPerSecond: 30 } },
} as const;

/** A new table takes 4,000 write units a second, and the quota of an account lets it grow to 40,000. */
const streamShards = { dev: 4, prod: 40 } as const;

const dev = {
  ...defaults,
  name: 'dev',
  streamShards: streamShards.dev,
  protectData: false,
  logRetentionDays: 7,
} as const;

const prod = {
  ...defaults,
  name: 'prod',
  streamShards: streamShards.prod,
  protectData: true,
  logRetentionDays: 90,
} as const;

export const stages: readonly Stage[] = [
  { ...dev, ...starts['us-east-1'], region: 'us-east-1' },
  { ...dev, ...starts['eu-central-1'], region: 'eu-central-1' },
  { ...prod, ...starts['us-east-1'], region: 'us-east-1' },
  { ...prod, ...starts['eu-central-1'], region: 'eu-central-1' },
];

/** The names of a stage's tables: of all that is kept, and of the callers' credentials. */
export function tablesOf(stage: string): { readonly main: string; readonly credentials: string } {
  return { main: `lanekeeper-${stage}`, credentials: `lanekeeper-${stage}-credentials` };
}

type OptionalField = { [Name in keyof Stage]-?: object extends Pick<Stage, Name> ? Name : never }[keyof Stage];

const mayBeEmpty: Readonly<Record<OptionalField, true>> = {
  senderAddress: true,
  alarmAddress: true,
  publicUrl: true,
  knownSenders: true,
};

/** The fields that a stage may leave empty; each may be given for one synth with `-c name=value`, to try its feature. */
export const optionalFields = Object.keys(mayBeEmpty) as readonly OptionalField[];

/** What may be given for one synth: which stages it is for, and their optional fields. */
type Overrides = Readonly<Partial<Record<'stage' | 'region' | OptionalField, string | undefined>>>;

/** The stages that a synth is for; throws, naming the choices, when none fits. What is given empty counts as not given. */
export function chosenStages({ stage, region, ...fields }: Overrides): readonly Stage[] {
  const chosen = stages.filter((each) => (!stage || each.name === stage) && (!region || each.region === region));
  if (chosen.length === 0)
    throw new Error(
      `No stage ${stage ?? '(any)'} in ${region ?? '(any region)'}; infra/stages.ts has ${stages.map((each) => `${each.name} ${each.region}`).join(', ')}.`,
    );
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
  return chosen.map((each) => ({ ...each, ...given }));
}
