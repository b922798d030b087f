import { consumedByTable, writeUnits } from './capacity.ts';
import type { Database } from './database.ts';
import { parse, validationError } from './dynalite.ts';
import type { WriteOfTable } from './request.ts';
import { type Input, locateWrite, outcomeOf, parseWrite, type Write } from './write.ts';

/** BatchWriteItem: nothing is ever left unprocessed here. Throws AwsError with AWS's code and message. */
export function batchWriteItem(input: Input, database: Database): Record<string, unknown> {
  const { RequestItems, ReturnConsumedCapacity } = parse('batchWriteItem', input);
  const writes = Object.entries(RequestItems).flatMap(([table, requests]) =>
    requests.map((request) => locateOrRefuse(table, request, database)),
  );
  if (writes.length > 25) throw validationError('Too many items requested for the BatchWriteItem call');
  if (new Set(writes.map(addressOf)).size < writes.length)
    throw validationError('Provided list of item keys contains duplicates');
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

function locateOrRefuse(TableName: string, { PutRequest, DeleteRequest }: WriteOfTable, database: Database): Write {
  if (PutRequest) return locateWrite(parseWrite('put', { TableName, Item: PutRequest.Item }, database));
  if (DeleteRequest) return locateWrite(parseWrite('delete', { TableName, Key: DeleteRequest.Key }, database));
  throw validationError('Supplied WriteRequest is empty, must contain exactly one of PutRequest, DeleteRequest');
}
