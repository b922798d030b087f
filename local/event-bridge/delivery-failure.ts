import { AwsError } from '../dispatcher.ts';

/** Why a delivery failed, as dead letters state it. */
export interface DeliveryFailure {
  readonly code: string;
  readonly message: string;
  /** Whether EventBridge tries again. */
  readonly retried: boolean;
}

const missing =
  /^(ResourceNotFound(Exception)?|StateMachineDoesNotExist|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue)$/;
const denied = /^(AccessDenied(Exception)?|NotAuthorized(Exception)?|NotAuthorizedForSourceException)$/;
const throttled = /^(TooManyRequestsException|Throttl.*|RequestThrottled|ExecutionLimitExceeded)$/;

/**
 * Reads what a target's rejection means. A missing target and a missing permission go to the dead letters at once, as
 * does any other error of the request (4xx); throttling and errors of the target's side are tried again
 * (EventBridge user guide, "Using dead-letter queues to process undelivered events").
 */
export function failureOf(error: unknown): DeliveryFailure {
  if (!(error instanceof AwsError))
    return { code: 'INTERNAL_ERROR', message: error instanceof Error ? error.message : String(error), retried: true };
  const { code, message, status } = error;
  if (missing.test(code)) return { code: 'NO_RESOURCE', message, retried: false };
  if (denied.test(code)) return { code: 'NO_PERMISSIONS', message, retried: false };
  if (throttled.test(code) || status === 429) return { code: 'THROTTLING', message, retried: true };
  if (code === 'UnsupportedOnThisMachine') return { code: 'SDK_CLIENT_ERROR', message, retried: false };
  if (status >= 500) return { code: 'ERROR_FROM_TARGET', message, retried: true };
  return { code: 'SDK_CLIENT_ERROR', message, retried: false };
}

/** What PutEvents to another bus answers when it did not take the event. */
export function refusedEntry(answer: Readonly<Record<string, unknown>>): AwsError | undefined {
  const entries: readonly unknown[] = Array.isArray(answer['Entries']) ? answer['Entries'] : [];
  const [entry] = entries;
  if (typeof entry !== 'object' || entry === null || !('ErrorCode' in entry)) return undefined;
  return new AwsError(String(entry.ErrorCode), 'ErrorMessage' in entry ? String(entry.ErrorMessage) : '');
}
