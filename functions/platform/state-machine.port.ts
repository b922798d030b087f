import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

const client = new SFNClient({});

/**
 * Starts a Standard execution under its business key. The input must depend on the key alone: then a start that
 * arrives twice is the same start, and an execution that already ran under the name counts as started.
 */
export async function startMachine(stateMachineArn: string, name: string, input: object): Promise<void> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ExecutionAlreadyExists')) throw error;
  }
}
