import { consumedByTable, writeUnits } from './capacity.ts';
import type { Database } from './database.ts';
import { invalid, parse } from './dynalite.ts';
import type { WriteOfTable } from './request.ts';
import { type Input, located, outcomeOf, parseWrite, type Write } from './write.ts';

/** BatchWriteItem: nothing is ever left unprocessed here. Throws AwsError with AWS's code and message. */
export function batchWriteItem(input: Input, database: Database): Record<string, unknown> {
  const { RequestItems, ReturnConsumedCapacity } = parse('batchWriteItem', input);
  const writes = Object.entries(RequestItems).flatMap(([table, requests]) =>
    requests.map((request) => locatedOrRefused(table, request, database)),
  );
  if (writes.length > 25) throw invalid('Too many items requested for the BatchWriteItem call');
  if (new Set(writes.map(addressOf)).size < writes.length)
    throw invalid('Provided list of item keys contains duplicates');
  const changes = writes.map(outcomeOf);
  database.commit(changes, 'request');
  return {
    UnprocessedItems: {},
    ...consumedByTable(
      () => changes.map((change) => ({ table: change.table, units: writeUnits(change) })),
      ReturnConsumedCapacity,
    ),
  };
}

/** Where in the database a write goes: table and key. */
export function addressOf({ table, key }: Pick<Write, 'table' | 'key'>): string {
  return `${table.definition.TableName}\n${key}`;
}

function locatedOrRefused(TableName: string, { PutRequest, DeleteRequest }: WriteOfTable, database: Database): Write {
  if (PutRequest) return located(parseWrite('put', { TableName, Item: PutRequest.Item }, database));
  if (DeleteRequest) return located(parseWrite('delete', { TableName, Key: DeleteRequest.Key }, database));
  throw invalid('Supplied WriteRequest is empty, must contain exactly one of PutRequest, DeleteRequest');
}
