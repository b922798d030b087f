import { Temporal } from 'temporal-polyfill';
import { pauseSeconds } from '../../functions/platform/redelivery.ts';
import { resourcesOf, type StackTemplate } from './synthesized.ts';

type Properties = Readonly<Record<string, unknown>>;

/**
 * What fails without a way out, as sentences: a rule's target or an asynchronous invocation without dead letters, a
 * stream's consumer that gives up early or without a place for its failures, a queue whose messages nobody takes or that are
 * tried for ever, a queue of dead letters nobody watches.
 */
export function deadLetterFaults(stacks: readonly StackTemplate[]): string[] {
  const propertiesOf = (type: string) => resourcesOf(stacks, type).map(({ Properties: properties = {} }) => properties);
  const rules = propertiesOf('AWS::Events::Rule');
  const invokeConfigs = propertiesOf('AWS::Lambda::EventInvokeConfig');
  const mappings = propertiesOf('AWS::Lambda::EventSourceMapping');
  if (rules.length === 0 || mappings.length === 0)
    return ['There is no rule or no stream consumer: look for another type.'];
  return [
    ...rules.flatMap((rule) => ruleFaults(rule, { invokeConfigs, queueIds: queueIdsIn(stacks) })),
    ...mappings.filter((mapping) => mapping['ScalingConfig'] === undefined).flatMap(mappingFaults),
    ...queuedFaults(stacks, mappings),
    ...queueFaults(propertiesOf('AWS::SQS::Queue'), propertiesOf('AWS::CloudWatch::Alarm')),
  ];
}

interface Ways {
  readonly invokeConfigs: readonly Properties[];
  /** Logical ids of queues, which have ways of their own. */
  readonly queueIds: readonly string[];
}

function queueIdsIn(stacks: readonly StackTemplate[]): string[] {
  return stacks.flatMap(({ resources }) =>
    Object.entries(resources).flatMap(([logicalId, { Type }]) => (Type === 'AWS::SQS::Queue' ? [logicalId] : [])),
  );
}

function ruleFaults({ Description, Targets }: Properties, { invokeConfigs, queueIds }: Ways): string[] {
  return (Targets as readonly Properties[]).flatMap(({ Arn, DeadLetterConfig }) => {
    const isQueue = queueIds.includes(nameIn(Arn));
    const config = invokeConfigs.find(({ FunctionName }) => JSON.stringify(Arn).includes(nameIn(FunctionName)));
    return [
      ...((DeadLetterConfig as Properties | undefined)?.['Arn']
        ? []
        : [`The target of ${Description} has no dead letters`]),
      ...(isQueue || hasOnFailure(config) ? [] : [`What ${Description} starts has no destination for its failures`]),
    ];
  });
}

function mappingFaults(mapping: Properties): string[] {
  const wanted: readonly (readonly [string, boolean])[] = [
    ['a place for its failures', hasOnFailure(mapping)],
    ['retries without end', mapping['MaximumRetryAttempts'] === -1],
    ['an age at which it gives up, later than 20 hours', isLate(Number(mapping['MaximumRecordAgeInSeconds']))],
    ['bisecting of batches', mapping['BisectBatchOnFunctionError'] === true],
    [
      'reports of single failures',
      JSON.stringify(mapping['FunctionResponseTypes'] ?? []).includes('ReportBatchItemFailures'),
    ],
  ];
  return wanted.filter(([, there]) => !there).map(([what]) => `A stream's consumer lacks ${what}`);
}

/** A passing outage is waited for; after 24 hours the stream forgets without a trace. */
function isLate(seconds: number): boolean {
  return seconds > 20 * 60 * 60 && seconds < 24 * 60 * 60;
}

/** Every queue that is no end of the line is emptied by a function, which reports single failures, and gives up in the end. */
function queuedFaults(stacks: readonly StackTemplate[], mappings: readonly Properties[]): string[] {
  return stacks.flatMap(({ resources }) =>
    Object.entries(resources).flatMap(([logicalId, { Type, Properties: properties = {} }]) => {
      const { QueueName, RedrivePolicy, VisibilityTimeout, MessageRetentionPeriod } = properties;
      if (Type !== 'AWS::SQS::Queue' || String(QueueName).endsWith('-dead-letters')) return [];
      const mapping = mappings.find(({ EventSourceArn }) => nameIn(EventSourceArn) === logicalId);
      const wanted: readonly (readonly [string, boolean])[] = [
        ['a function that empties it', mapping !== undefined],
        [
          'a bound of how many runs do',
          Number((mapping?.['ScalingConfig'] as Properties)?.['MaximumConcurrency']) >= 2,
        ],
        ['reports of single failures', JSON.stringify(mapping ?? {}).includes('ReportBatchItemFailures')],
        ['dead letters after more than a day of tries', longEnough(RedrivePolicy)],
        ['time to hide what a run has', Number(VisibilityTimeout) >= 60],
        ['14 days to keep', MessageRetentionPeriod === 14 * 24 * 60 * 60],
      ];
      return wanted.filter(([, there]) => !there).map(([what]) => `The queue ${QueueName} lacks ${what}`);
    }),
  );
}

/** However short chance makes the pauses. */
function longEnough(policy: unknown): boolean {
  const { maxReceiveCount = 0 } = (policy ?? {}) as { readonly maxReceiveCount?: number };
  const facts = { backlog: 0, random: 0, now: Temporal.Instant.fromEpochMilliseconds(0) };
  const pauses = Array.from({ length: maxReceiveCount }, (_, tries) =>
    pauseSeconds({ kind: 'failed', code: 'any' }, { ...facts, receiveCount: tries + 1 }),
  );
  return pauses.reduce((sum, seconds) => sum + seconds, 0) > 24 * 60 * 60;
}

function queueFaults(queues: readonly Properties[], alarms: readonly Properties[]): string[] {
  const deadLetters = queues.filter(({ QueueName }) => String(QueueName).endsWith('-dead-letters'));
  const watching = alarms.filter(
    ({ MetricName, Threshold }) => MetricName === 'ApproximateNumberOfMessagesVisible' && Threshold === 1,
  );
  return [
    ...(watching.length < deadLetters.length ? ['A queue of dead letters has no alarm'] : []),
    ...deadLetters
      .filter(({ MessageRetentionPeriod }) => MessageRetentionPeriod !== 14 * 24 * 60 * 60)
      .map(({ QueueName }) => `${QueueName} does not keep its letters for 14 days`),
  ];
}

function hasOnFailure(properties: Properties | undefined): boolean {
  const { OnFailure } = (properties?.['DestinationConfig'] ?? {}) as { OnFailure?: Properties };
  return OnFailure?.['Destination'] !== undefined;
}

/** The logical id that a reference stands for. */
function nameIn(reference: unknown): string {
  return /"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/.exec(JSON.stringify(reference))?.[1] ?? 'none';
}
