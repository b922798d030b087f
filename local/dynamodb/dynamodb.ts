/**
 * DynamoDB in this runtime, in memory.
 *
 * Emulated: GetItem, PutItem, UpdateItem, DeleteItem, Query, Scan, BatchGetItem, BatchWriteItem, TransactGetItems,
 * TransactWriteItems, DescribeTable, DescribeTimeToLive, ListTables; expressions of every kind; global secondary indexes, sparse
 * ones too; streams with their view types; expiry by TTL; ReturnValuesOnConditionCheckFailure; consumed capacity by AWS's rules
 * (in a transaction the writes of indexes count twice as well). An index gives what it holds: a Query or Scan that asks it for more is
 * refused, and so is a Query that filters by more; a Scan that does finds nothing there.
 *
 * Requests are checked, expressions parsed and keys ordered by dynalite (see dynalite.ts). Its known gaps are closed here: its
 * comparison of maps and lists, of absent operands, REMOVE of several list elements, sizes in bytes, colliding index entries.
 *
 * Differs from AWS, knowingly: every request takes place in one turn, so two transactions never collide and TransactionConflict is
 * not seen unless injected; indexes are consistent at once unless asked to lag (index-lag.ts); an expired item goes at the
 * instant of its expiry, where AWS takes minutes to days; nothing is throttled, and of a batch nothing is left unprocessed
 * but what a BatchGetItem has beyond 16 MB; a stream keeps nothing for late subscribers.
 *
 * Refused: provisioned capacity, local secondary indexes, more than one replica, index keys of several attributes, resource policies, Kinesis
 * streams and imports in templates; table management, PartiQL, backups, the streams API and the legacy parameters
 * (Expected, AttributeUpdates, QueryFilter …) in requests.
 */
import type { Place, ResourceKinds } from '../cloudformation/resource.ts';
import { type Dispatcher, unsupportedAction } from '../dispatcher.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Item } from './attribute-value.ts';
import { batchWriteItem } from './batch-write.ts';
import { createDatabase, type Database } from './database.ts';
import { describeTable, describeTimeToLive, listTables } from './describe-table.ts';
import { createDueIndexes, type DueIndexes } from './due-index.ts';
import { batchGetItem, getItem } from './get-item.ts';
import { createIndexLag, type IndexLag } from './index-lag.ts';
import { indexLagOf } from './lagging-call.ts';
import { queryOrScan } from './read-page.ts';
import { createStreams, type Streams } from './stream.ts';
import { globalTableKind, tableKind } from './table-kind.ts';
import { removeExpired } from './time-to-live.ts';
import { transactGetItems } from './transact-get.ts';
import { transactWriteItems } from './transact-write.ts';
import { createTransactionTokens, type TransactionTokens } from './transaction-token.ts';
import { type Input, locateWrite, outcomeOf, parseWrite } from './write.ts';
import { writeItem } from './write-item.ts';

export interface DynamoDb extends DueIndexes, Streams {
  readonly kinds: ResourceKinds;
  /** Puts items that were there before the runtime started: they are checked as any put and leave no stream record. */
  seed(tableName: string, items: readonly Item[]): void;
}

interface DynamoDbOptions {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly journal?: Journal;
}

/** Makes an empty DynamoDB and registers it as `dynamodb`. */
export function createDynamoDb(options: DynamoDbOptions): DynamoDb {
  const { scheduler, dispatcher, place, journal = noJournal } = options;
  const now = () => scheduler.now();
  const database = createDatabase(now, journal);
  const lag = createIndexLag(now);
  database.follow(lag.note);
  const dueIndexes = createDueIndexes(database, lag);
  removeExpired(database, scheduler);
  const streams = createStreams(database, now, { region: place.region, journal });
  const actions = actionsOn(database, createTransactionTokens(now, journal), lag);
  dispatcher.register('dynamodb', async (call) => {
    const action = Object.hasOwn(actions, call.action) ? actions[call.action] : undefined;
    if (!action) throw unsupportedAction(call);
    lag.set(indexLagOf(call));
    return action(call.input);
  });
  return {
    kinds: {
      'AWS::DynamoDB::Table': tableKind(database),
      'AWS::DynamoDB::GlobalTable': globalTableKind(database, place),
    },
    ...dueIndexes,
    ...streams,
    seed(TableName, items) {
      const writes = items.map((Item) => locateWrite(parseWrite('put', { TableName, Item }, database)));
      for (const write of writes) database.commit([outcomeOf(write)], 'seed');
    },
  };
}

type Answer = Record<string, unknown>;
type Action = (input: Input) => Answer | Promise<Answer>;

function actionsOn(database: Database, tokens: TransactionTokens, lag: IndexLag): Record<string, Action> {
  return {
    GetItem: (input) => getItem(input, database),
    PutItem: (input) => writeItem('put', input, database),
    UpdateItem: (input) => writeItem('update', input, database),
    DeleteItem: (input) => writeItem('delete', input, database),
    Query: (input) => queryOrScan('query', input, { database, lag }),
    Scan: (input) => queryOrScan('scan', input, { database, lag }),
    BatchGetItem: (input) => batchGetItem(input, database),
    BatchWriteItem: (input) => batchWriteItem(input, database),
    TransactGetItems: (input) => transactGetItems(input, database),
    TransactWriteItems: (input) => tokens.once(input, () => transactWriteItems(input, database)),
    DescribeTable: (input) => describeTable(input, database),
    DescribeTimeToLive: (input) => describeTimeToLive(input, database),
    ListTables: (input) => listTables(input, database),
  };
}
