import type { Item } from './attribute-value.ts';
import { consumedCapacity, isMetered, writeUnits } from './capacity.ts';
import type { Database } from './database.ts';
import { project } from './dynalite.ts';
import type { Change } from './table.ts';
import { type Input, locateWrite, outcomeOf, parseWrite, type Write } from './write.ts';

/** PutItem, UpdateItem and DeleteItem. Throws AwsError with AWS's code and message. */
export function writeItem(
  kind: 'put' | 'update' | 'delete',
  input: Input,
  database: Database,
): Record<string, unknown> {
  const write = locateWrite(parseWrite(kind, input, database));
  const change = outcomeOf(write);
  database.commit([change], 'request');
  const attributes = returnedItem(write, change);
  const detail = write.request.ReturnConsumedCapacity;
  return {
    ...(attributes && Object.keys(attributes).length > 0 && { Attributes: attributes }),
    ...(isMetered(detail) && {
      ConsumedCapacity: consumedCapacity(write.request.TableName, writeUnits(change), detail),
    }),
  };
}

function returnedItem({ request }: Write, { before, after }: Change): Item | undefined {
  const paths = 'Key' in request ? (request._updates?.paths ?? []) : [];
  switch (request.ReturnValues) {
    case 'ALL_OLD':
      return before;
    case 'ALL_NEW':
      return after;
    case 'UPDATED_OLD':
      return before && project(paths, before);
    case 'UPDATED_NEW':
      return after && project(paths, after);
    default:
      return undefined;
  }
}
