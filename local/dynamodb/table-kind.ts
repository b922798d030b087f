import { type Place, type Resource, type ResourceKind, refuseOthers, Unsupported } from '../cloudformation/resource.ts';
import type { Database } from './database.ts';
import type { IndexDefinition, TableDefinition } from './dynalite.ts';
import type { StreamViewType } from './table.ts';

type Properties = Readonly<Record<string, unknown>>;

/** AWS labels a stream with the time of its creation; here it is the same at every start, so that ARNs are. */
const streamLabel = '2026-01-01T00:00:00.000';

const honoured = [
  'TableName',
  'KeySchema',
  'AttributeDefinitions',
  'GlobalSecondaryIndexes',
  'BillingMode',
  'StreamSpecification',
  'TimeToLiveSpecification',
];

/** Backups, protection, encryption and insight do not change how a table answers. */
const harmlessInReplica = [
  'PointInTimeRecoverySpecification',
  'DeletionProtectionEnabled',
  'SSESpecification',
  'Tags',
  'ContributorInsightsSpecification',
  'TableClass',
];

const harmless = [...harmlessInReplica, 'WarmThroughput'];

const indexProperties = ['IndexName', 'KeySchema', 'Projection', 'ContributorInsightsSpecification', 'WarmThroughput'];

/** `AWS::DynamoDB::Table`. */
export function tableKind(database: Database): ResourceKind {
  return {
    identify: identity,
    load(resource) {
      refuseOthers(resource, honoured, harmless);
      create(resource, database);
    },
  };
}

/** `AWS::DynamoDB::GlobalTable` with one replica, as CDK's TableV2 makes it. */
export function globalTableKind(database: Database, place: Place): ResourceKind {
  return {
    identify: identity,
    load(resource) {
      refuseOthers(resource, [...honoured, 'Replicas'], harmless);
      assertOneReplica(resource, place);
      create(resource, database);
    },
  };
}

function identity(physicalName: string, properties: Properties, place: Place) {
  const name = typeof properties['TableName'] === 'string' ? properties['TableName'] : physicalName;
  const arn = `arn:${place.partition}:dynamodb:${place.region}:${place.account}:table/${name}`;
  return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/${streamLabel}`, TableId: name } };
}

function create(resource: Resource, database: Database): void {
  const { ref, attributes, properties } = resource;
  const stream = properties['StreamSpecification'] as { readonly StreamViewType: StreamViewType } | undefined;
  const expiry = properties['TimeToLiveSpecification'] as { AttributeName?: string; Enabled: boolean } | undefined;
  assertOnDemand(resource);
  database.create({
    definition: definitionOf(resource, ref),
    arn: attributes['Arn'] ?? '',
    ...(stream && { stream: { arn: attributes['StreamArn'] ?? '', viewType: stream.StreamViewType } }),
    ...(expiry?.Enabled === true && expiry.AttributeName && { expiryAttribute: expiry.AttributeName }),
  });
}

function definitionOf(resource: Resource, TableName: string): TableDefinition {
  const { properties } = resource;
  const indexes = (properties['GlobalSecondaryIndexes'] ?? []) as readonly IndexDefinition[];
  assertIndexes(resource, indexes, indexProperties);
  for (const index of indexes)
    if (index.KeySchema.length > 2) throw refusal(resource, `the index ${index.IndexName} with several keys of a kind`);
  return {
    TableName,
    KeySchema: properties['KeySchema'] as TableDefinition['KeySchema'],
    AttributeDefinitions: properties['AttributeDefinitions'] as TableDefinition['AttributeDefinitions'],
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
  };
}

/** Nothing is throttled here, so provisioned capacity would be a promise not kept. */
function assertOnDemand(resource: Resource): void {
  if (resource.properties['BillingMode'] !== 'PAY_PER_REQUEST')
    throw refusal(resource, 'BillingMode other than PAY_PER_REQUEST');
}

function assertOneReplica(resource: Resource, place: Place): void {
  const replicas = (resource.properties['Replicas'] ?? []) as readonly Properties[];
  const [replica] = replicas;
  if (!replica || replicas.length > 1 || replica['Region'] !== place.region)
    throw refusal(resource, `Replicas other than one in ${place.region}`);
  for (const name of Object.keys(replica))
    if (!['Region', 'GlobalSecondaryIndexes', ...harmlessInReplica].includes(name))
      throw refusal(resource, `${name} of a replica`);
  // A replica may list its indexes; one that sets anything of its own is a different table than ours.
  assertIndexes(resource, replica['GlobalSecondaryIndexes'], ['IndexName', 'ContributorInsightsSpecification']);
}

function assertIndexes(resource: Resource, indexes: unknown, known: readonly string[]): void {
  for (const index of (indexes ?? []) as readonly Properties[])
    for (const name of Object.keys(index))
      if (!known.includes(name)) throw refusal(resource, `${name} of the index ${index['IndexName']}`);
}

function refusal(resource: Resource, what: string): Unsupported {
  return new Unsupported(`${resource.path} (${resource.type}): ${what} is not emulated`);
}
