import { resourcesOf, type StackTemplate } from './synthesized.ts';

type Properties = Readonly<Record<string, unknown>>;

/**
 * What fails without a way out, as sentences: a rule's target or an asynchronous invocation without dead letters, a
 * stream's consumer that gives up early or without a place for its failures, a queue of dead letters nobody watches.
 */
export function deadLetterFaults(stacks: readonly StackTemplate[]): string[] {
  const propertiesOf = (type: string) => resourcesOf(stacks, type).map(({ Properties: properties = {} }) => properties);
  const rules = propertiesOf('AWS::Events::Rule');
  const invokeConfigs = propertiesOf('AWS::Lambda::EventInvokeConfig');
  const mappings = propertiesOf('AWS::Lambda::EventSourceMapping');
  if (rules.length === 0 || mappings.length === 0)
    return ['There is no rule or no stream consumer: look for another type.'];
  return [
    ...rules.flatMap((rule) => ruleFaults(rule, invokeConfigs)),
    ...mappings.flatMap(mappingFaults),
    ...queueFaults(propertiesOf('AWS::SQS::Queue'), propertiesOf('AWS::CloudWatch::Alarm')),
  ];
}

function ruleFaults({ Description, Targets }: Properties, invokeConfigs: readonly Properties[]): string[] {
  return (Targets as readonly Properties[]).flatMap(({ Arn, DeadLetterConfig }) => {
    const config = invokeConfigs.find(({ FunctionName }) => JSON.stringify(Arn).includes(nameIn(FunctionName)));
    return [
      ...((DeadLetterConfig as Properties | undefined)?.['Arn']
        ? []
        : [`The target of ${Description} has no dead letters`]),
      ...(hasOnFailure(config) ? [] : [`What ${Description} starts has no destination for its failures`]),
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
