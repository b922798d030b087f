import type { Place } from '../cloudformation/resource.ts';
import type { Access, AccessOf } from './access.ts';
import { arnOf, tableArn } from './arn.ts';
import { listOf, recordOf } from './plain-input.ts';

/** A transaction needs what each of its items needs by itself ("Using IAM with DynamoDB transactions"). */
const transactActions: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const onTable: AccessOf = ({ action, input }, { place }) => [
  { action: `dynamodb:${action}`, resource: tableArn(input['TableName'], place) },
];

/** A query of an index needs the index and not its table. */
const onTableOrIndex: AccessOf = ({ action, input }, { place }) => {
  const table = tableArn(input['TableName'], place);
  const index = input['IndexName'];
  return [{ action: `dynamodb:${action}`, resource: index === undefined ? table : `${table}/index/${String(index)}` }];
};

const onEveryTable: AccessOf = ({ action, input }, { place }) =>
  Object.keys(recordOf(input['RequestItems'])).map((table) => ({
    action: `dynamodb:${action}`,
    resource: tableArn(table, place),
  }));

const ofTransaction: AccessOf = ({ input }, { place }) => {
  const needed = new Map<string, Access>();
  for (const item of listOf(input['TransactItems']))
    for (const [kind, request] of Object.entries(recordOf(item))) {
      const access = transactAccess(kind, recordOf(request)['TableName'], place);
      if (access) needed.set(`${access.action} ${access.resource}`, access);
    }
  return [...needed.values()];
};

function transactAccess(kind: string, table: unknown, place: Place): Access | undefined {
  const action = transactActions[kind];
  return action === undefined ? undefined : { action: `dynamodb:${action}`, resource: tableArn(table, place) };
}

/** Lambda asks for all four on the stream it reads, ListStreams included. */
const onStream: AccessOf = ({ action, input }) => [
  { action: `dynamodb:${action}`, resource: String(input['StreamArn']) },
];

/** What calls of DynamoDB and of its streams need. */
export const dynamoDbAccess: Readonly<Record<string, AccessOf>> = {
  GetItem: onTable,
  PutItem: onTable,
  UpdateItem: onTable,
  DeleteItem: onTable,
  DescribeTable: onTable,
  DescribeTimeToLive: onTable,
  Query: onTableOrIndex,
  Scan: onTableOrIndex,
  BatchGetItem: onEveryTable,
  BatchWriteItem: onEveryTable,
  TransactGetItems: ofTransaction,
  TransactWriteItems: ofTransaction,
  ListTables: (_call, { place }) => [{ action: 'dynamodb:ListTables', resource: arnOf('dynamodb', 'table/*', place) }],
  DescribeStream: onStream,
  GetShardIterator: onStream,
  GetRecords: onStream,
  ListStreams: onStream,
};
