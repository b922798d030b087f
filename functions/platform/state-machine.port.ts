import { SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';

// A call that hangs must not hold up what stands behind it.
const client = new SFNClient({
  requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000, throwOnRequestTimeout: true },
});

/**
 * Starts a Standard execution under its business key. The input must depend on the key alone: then a start that
 * arrives twice is the same start. `used` where an execution had the name before: it has ended, or runs with another input.
 */
export async function startMachine(stateMachineArn: string, name: string, input: object): Promise<'started' | 'used'> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
    return 'started';
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionAlreadyExists') return 'used';
    throw error;
  }
}

/** Stops an execution of a machine for a reason (a code). One that has ended, or never began, stays as it is. */
export async function stopMachine(stateMachineArn: string, name: string, reason: string): Promise<void> {
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  try {
    await client.send(new StopExecutionCommand({ executionArn, error: reason }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ExecutionDoesNotExist')) throw error;
  }
}
