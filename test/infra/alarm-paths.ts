import { anyAccount, resourcesOf, type StackTemplate, type TemplateResource } from './synthesized.ts';

const cloudWatch = 'cloudwatch.amazonaws.com';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | { readonly Service?: string | readonly string[] };
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Topic {
  readonly stack: StackTemplate;
  readonly id: string;
  readonly topic: TemplateResource;
}

/** What keeps alarms from whoever is subscribed at `address`: an action, the topic's policy or key, a subscription; none if it is well. */
export function alarmPathFaults(stacks: readonly StackTemplate[], address: string | undefined): readonly string[] {
  return stacks.flatMap((stack) =>
    Object.entries(stack.resources)
      .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
      .flatMap(([alarm, { Properties = {} }]) =>
        ['AlarmActions', 'OKActions'].flatMap((actions) => {
          const topics = (Properties[actions] as readonly unknown[] | undefined) ?? [];
          if (topics.length === 0) return [`${alarm} has no ${actions}`];
          return topics.flatMap((action) => faultsOnTheWay(stack, { alarm, action, address, stacks }));
        }),
      ),
  );
}

interface Way {
  readonly alarm: string;
  readonly action: unknown;
  readonly address: string | undefined;
  /** Where its key may be. */
  readonly stacks: readonly StackTemplate[];
}

function faultsOnTheWay(stack: StackTemplate, { alarm, action, address, stacks }: Way): string[] {
  const id = (action as { Ref?: string }).Ref ?? '';
  const topic = stack.resources[id];
  if (topic?.Type !== 'AWS::SNS::Topic') return [`${alarm} tells no topic of its stack`];
  const found = { stack, id, topic };
  const arn = (of: string) => `arn:aws:cloudwatch:${stack.region}:${of}:alarm:${alarm}`;
  return [
    ...(mayPublish(found, arn(stack.account)) ? [] : [`${id} does not let ${alarm} publish`]),
    ...(mayPublish(found, arn('999988887777')) ? [`${id} lets another account's ${alarm} publish`] : []),
    ...(keyIsOpen(found, stacks) ? [] : [`the key of ${id} does not let CloudWatch encrypt`]),
    ...subscriptionFaults(found, address),
  ];
}

/** Whether the topic's own policy, which is all that counts for a service, lets an alarm publish. */
function mayPublish({ stack, id }: Topic, alarmArn: string): boolean {
  const statements = resourcesOf([stack], 'AWS::SNS::TopicPolicy')
    .filter(({ Properties = {} }) => JSON.stringify(Properties['Topics']).includes(`{"Ref":"${id}"}`))
    .flatMap(({ Properties = {} }) => (Properties['PolicyDocument'] as { Statement: readonly Statement[] }).Statement)
    .filter((each) => speaksOf(each, 'sns:Publish') && holds(each, alarmArn));
  return statements.some(({ Effect }) => Effect === 'Allow') && !statements.some(({ Effect }) => Effect === 'Deny');
}

function speaksOf({ Principal, Action }: Statement, action: string): boolean {
  const services = Principal === '*' ? [cloudWatch] : [Principal.Service ?? []].flat();
  return services.includes(cloudWatch) && [Action].flat().some((pattern) => fits(action, pattern));
}

function holds({ Condition = {} }: Statement, alarmArn: string): boolean {
  const known: Readonly<Record<string, string>> = {
    'aws:SecureTransport': 'true',
    'aws:SourceArn': alarmArn,
    'aws:SourceAccount': alarmArn.split(':')[4] ?? '',
  };
  return Object.entries(Condition).every(([operator, comparisons]) => {
    if (!/^(Arn(Like|Equals)|String(Like|Equals)|Bool)$/.test(operator)) throw new Error(`What does ${operator} mean?`);
    return Object.entries(comparisons).every(([key, value]) => fits(known[key] ?? '', textOf(value)));
  });
}

/** A key is of the topic's own stack, or of one that exports it under a name that its id stands in. */
function keyIsOpen({ topic }: Topic, stacks: readonly StackTemplate[]): boolean {
  const master = topic.Properties?.['KmsMasterKeyId'];
  if (!master) return true;
  const text = JSON.stringify(master);
  const key = stacks
    .flatMap(({ resources }) => Object.entries(resources))
    .find(([id, { Type }]) => Type === 'AWS::KMS::Key' && text.includes(id))?.[1];
  const { Statement: statements = [] } = (key?.Properties?.['KeyPolicy'] ?? {}) as { Statement?: readonly Statement[] };
  return ['kms:Decrypt', 'kms:GenerateDataKey'].every((action) =>
    statements.some((each) => each.Effect === 'Allow' && speaksOf(each, action)),
  );
}

function subscriptionFaults({ stack, id }: Topic, address: string | undefined): string[] {
  const endpoints = resourcesOf([stack], 'AWS::SNS::Subscription')
    .filter(({ Properties }) => JSON.stringify(Properties?.['TopicArn']) === `{"Ref":"${id}"}`)
    .map(({ Properties }) => Properties?.['Endpoint']);
  const wanted = address === undefined ? [] : [address];
  return JSON.stringify(endpoints) === JSON.stringify(wanted) ? [] : [`${id} tells ${JSON.stringify(endpoints)}`];
}

function fits(text: string, pattern: string): boolean {
  return pattern
    .split('*')
    .every((part, at, parts) =>
      at === 0 ? text.startsWith(part) : at === parts.length - 1 ? text.endsWith(part) : text.includes(part),
    );
}

/** A condition's value with the account filled in. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': joined } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (Ref === 'AWS::AccountId') return anyAccount;
  return joined ? joined[1].map(textOf).join(joined[0]) : '';
}
