import { SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { logger } from './logger.port.ts';

// A call that hangs must not hold up what stands behind it, and whoever makes one makes it again: queue, sweep and Lambda.
const client = new SFNClient({
  maxAttempts: 1,
  requestHandler: { requestTimeout: 2_000, connectionTimeout: 1_000, throwOnRequestTimeout: true },
});

/**
 * Starts a Standard execution under its business key. The input must depend on the key alone: then a start that
 * arrives twice is the same start. `used` where an execution had the name before: it has ended, or runs with another input;
 * `throttled` where the account starts too many at present. Throws for everything else.
 */
export async function startMachine(
  stateMachineArn: string,
  name: string,
  input: object,
): Promise<'started' | 'used' | 'throttled'> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
    return 'started';
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionAlreadyExists') return 'used';
    if (error instanceof Error && error.name === 'ThrottlingException') return 'throttled';
    throw error;
  }
}

/**
 * Stops an execution of a machine for a reason (a code), if it can be stopped now: one that has ended, or never began, stays as
 * it is, and where Step Functions is too busy or away it runs on, with a line in the log. Throws for what no time mends.
 */
export async function stopMachine(stateMachineArn: string, name: string, reason: string): Promise<void> {
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  try {
    await client.send(new StopExecutionCommand({ executionArn, error: reason }));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'ExecutionDoesNotExist') return;
    if (!passesByItself(error)) throw error;
    logger.warn('An execution could not be stopped and runs on', { execution: name, code: error.name });
  }
}

/** Whether a call failed for too many at once, within the service, or for want of an answer. */
function passesByItself({ name, $metadata }: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }) {
  const { httpStatusCode: status } = $metadata ?? {};
  return status === undefined || status >= 500 || name === 'ThrottlingException';
}
