import { AwsError } from '../dispatcher.ts';
import { addressOf } from './batch-write.ts';
import { consumedByTable, writeUnits } from './capacity.ts';
import type { Database } from './database.ts';
import { validationError } from './dynalite.ts';
import { itemBytes } from './item-size.ts';
import type { Change } from './table.ts';
import { type Input, locateWrite, outcomeOf, parseWrite, type Write } from './write.ts';

const maxTransactionItems = 100;
const maxTransactionBytes = 4 * 1024 * 1024;

const kinds = { Put: 'put', Update: 'update', Delete: 'delete', ConditionCheck: 'check' } as const;

/** Why one item of a cancelled transaction stood in its way, as AWS lists it. */
interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: unknown;
}

/**
 * TransactWriteItems, all or nothing in one turn: no other request can be seen half-way, so TransactionConflict does not come
 * about by itself. Throws TransactionCanceledException with a reason per item, or ValidationException.
 */
export function transactWriteItems(input: Input, database: Database): Record<string, unknown> {
  const parsed = transactItems(input).map((item, at) => parseTransactItem(item, at, database));
  const writes = parsed.map((write) => orReason(() => locateWrite(write)));
  const addresses = writes.flatMap((write) => ('Code' in write ? [] : [addressOf(write)]));
  if (new Set(addresses).size < addresses.length)
    throw validationError('Transaction request cannot include multiple operations on one item');
  const outcomes = writes.map((write) => ('Code' in write ? write : orReason(() => outcomeOf(write))));
  const reasons = outcomes.map((outcome) => ('Code' in outcome ? outcome : { Code: 'None' }));
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelledError(reasons);
  const changes = outcomes.filter((outcome): outcome is Change => 'table' in outcome);
  if (changes.reduce((sum, { after }) => sum + (after ? itemBytes(after) : 0), 0) > maxTransactionBytes)
    throw validationError('Item sizes in transaction exceed the maximum allowed size of 4 MB');
  database.commit(changes, 'request');
  return consumedByTable(
    () => changes.map((change) => ({ table: change.table, units: writeUnits(change, 2) })),
    input['ReturnConsumedCapacity'] as 'TOTAL' | 'INDEXES' | 'NONE' | undefined,
  );
}

/** The TransactItems of a request. Throws ValidationException unless there are 1 to 100. */
export function transactItems(input: Input): readonly Input[] {
  const items = input['TransactItems'];
  const constraint = !Array.isArray(items)
    ? 'Member must not be null'
    : items.length > maxTransactionItems
      ? `Member must have length less than or equal to ${maxTransactionItems}`
      : items.length === 0
        ? 'Member must have length greater than or equal to 1'
        : undefined;
  if (constraint === undefined) return items as readonly Input[];
  const value = Array.isArray(items) ? `'[${items.length} items]'` : 'null';
  throw validationError(
    `1 validation error detected: Value ${value} at 'transactItems' failed to satisfy constraint: ${constraint}`,
  );
}

function parseTransactItem(item: Input, at: number, database: Database): Omit<Write, 'key'> {
  const given = Object.entries(kinds).filter(([name]) => item[name] !== undefined);
  const [only] = given;
  if (!only || given.length > 1)
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  const [name, kind] = only;
  const input = item[name] as Input;
  if (kind === 'check' && input['ConditionExpression'] === undefined)
    throw validationError(
      `1 validation error detected: Value null at 'transactItems.${at + 1}.member.conditionCheck.conditionExpression' failed to satisfy constraint: Member must not be null`,
    );
  return parseWrite(kind, input, database);
}

/** The result, or the reason against the transaction; a key or a value that does not fit the schema is a reason, too. */
export function orReason<T extends object>(attempt: () => T): T | CancellationReason {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const Code = error.code === 'ConditionalCheckFailedException' ? 'ConditionalCheckFailed' : 'ValidationError';
    return { Code, Message: error.message, ...('Item' in error.details && { Item: error.details['Item'] }) };
  }
}

/** The error of a cancelled transaction, with its reasons in the order of the items. */
export function cancelledError(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { details: { CancellationReasons: reasons } },
  );
}
