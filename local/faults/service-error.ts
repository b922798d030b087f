import { type AwsCall, AwsError } from '../dispatcher.ts';
import { cancelledError } from '../dynamodb/transact-write.ts';

type Throttled = readonly [code: string, message: string, status: number];

const rateExceeded = 'Rate exceeded';
/** How each service says that it was asked too often. */
const throttled: Readonly<Record<string, Throttled>> = {
  dynamodb: ['ThrottlingException', 'Throughput exceeds the current capacity of your table or index.', 400],
  lambda: ['TooManyRequestsException', 'Rate Exceeded.', 429],
  s3: ['SlowDown', 'Please reduce your request rate.', 503],
  ses: ['TooManyRequestsException', 'Maximum sending rate exceeded.', 429],
  sns: ['Throttled', rateExceeded, 429],
  sqs: ['RequestThrottled', 'Request is throttled.', 400],
  cloudwatch: ['Throttling', rateExceeded, 400],
  apigateway: ['TooManyRequestsException', 'Too Many Requests', 429],
};

/** The error of a throttled call, as its service answers it. */
export function throttledError({ service }: AwsCall): AwsError {
  const [code, message, status] = throttled[service] ?? ['ThrottlingException', rateExceeded, 400];
  const reason = service === 'lambda' ? { Reason: 'CallerRateLimitExceeded', Type: 'User' } : {};
  return new AwsError(code, message, { status, details: reason });
}

const ongoing = 'Transaction is ongoing for the item';
const single = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/** Whether another transaction could stand in a call's way. */
export function canConflict({ service, action }: AwsCall): boolean {
  return service === 'dynamodb' && (single.has(action) || action === 'TransactWriteItems');
}

/** The error of a write that meets another transaction; in a transaction `draw` says which item it meets it at. */
export function conflictError({ action, input }: AwsCall, draw: () => number): AwsError {
  if (action !== 'TransactWriteItems') return new AwsError('TransactionConflictException', ongoing);
  const items = Array.isArray(input['TransactItems']) ? input['TransactItems'] : [];
  const met = Math.floor(draw() * items.length);
  return cancelledError(
    items.map((_, position) =>
      position === met ? { Code: 'TransactionConflict', Message: ongoing } : { Code: 'None' },
    ),
  );
}
