import type { AwsCall } from '../dispatcher.ts';
import type { Item } from '../dynamodb/attribute-value.ts';
import { itemBytes } from '../dynamodb/item-size.ts';

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

type DynamoDbUnits = { readonly id: 'dynamodb.read' | 'dynamodb.write'; readonly units: number };

/** Whether a call uses up capacity. */
export function usesCapacity({ service, action }: AwsCall): boolean {
  return service === 'dynamodb' && (reads.has(action) || writes.has(action));
}

/** The call, asking for the capacity it uses up. */
export function askingForCapacity(call: AwsCall): AwsCall {
  return { ...call, input: { ...call.input, ReturnConsumedCapacity: call.input['ReturnConsumedCapacity'] ?? 'TOTAL' } };
}

/** The capacity that a call used up, by its answer. */
export function capacityIn(call: AwsCall, answer: Readonly<Record<string, unknown>>): DynamoDbUnits {
  const stated = answer['ConsumedCapacity'];
  const parts: readonly unknown[] = Array.isArray(stated) ? stated : [stated];
  const units = parts.reduce<number>((sum, part) => sum + capacityOf(part), 0);
  return { id: reads.has(call.action) ? 'dynamodb.read' : 'dynamodb.write', units };
}

function capacityOf(part: unknown): number {
  return typeof part === 'object' && part !== null && 'CapacityUnits' in part ? Number(part.CapacityUnits) : 0;
}

/** The answer as it is without the capacity, where the caller did not ask for it. */
export function withoutUnaskedCapacity(call: AwsCall, answer: Record<string, unknown>): Record<string, unknown> {
  const asked = call.input['ReturnConsumedCapacity'];
  if (asked === 'TOTAL' || asked === 'INDEXES') return answer;
  const { ConsumedCapacity: _, ...rest } = answer;
  return rest;
}

/**
 * What a write that failed its condition uses up: AWS bills it by the size of the item, in a transaction doubled. Counted by
 * the size of what was to be put, one unit where only a key is known; undefined for other failures, which are free.
 */
export function capacityOfFailure({ action, input }: AwsCall, code: string): DynamoDbUnits | undefined {
  if (code === 'ConditionalCheckFailedException') return { id: 'dynamodb.write', units: unitsOf(input) };
  if (code !== 'TransactionCanceledException' || action !== 'TransactWriteItems') return undefined;
  const items = (input['TransactItems'] ?? []) as readonly Readonly<Record<string, unknown>>[];
  const units = items.reduce((sum, item) => sum + 2 * unitsOf((item['Put'] ?? {}) as AwsCall['input']), 0);
  return { id: 'dynamodb.write', units };
}

function unitsOf(put: AwsCall['input']): number {
  const item = put['Item'] as Item | undefined;
  return item ? Math.max(1, Math.ceil(itemBytes(item) / 1024)) : 1;
}
