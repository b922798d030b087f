import {
  ExecutionNotRedrivable,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import type { Target } from './command.ts';

/** What became of executions that had not come to their end. */
interface Redriven {
  readonly redriven: number;
  /** Why which ones stay as they are. */
  readonly left: readonly string[];
}

/**
 * Lets every execution of the stage that failed or timed out go on from the step that did not succeed. Step Functions takes
 * those of the last 14 days; older ones are left.
 */
export async function redriveExecutions({ base, client }: Target): Promise<Redriven> {
  const states = new SFNClient(client);
  const left: string[] = [];
  let redriven = 0;
  for await (const { executionArn, name } of failedExecutions(states, `${base}-`)) {
    try {
      await states.send(new RedriveExecutionCommand({ executionArn }));
      redriven += 1;
    } catch (error) {
      if (!(error instanceof ExecutionNotRedrivable)) throw error;
      left.push(`${name}: ${error.message}`);
    }
  }
  return { redriven, left };
}

interface Failed {
  readonly executionArn: string;
  readonly name: string;
}

async function* failedExecutions(states: SFNClient, prefix: string): AsyncGenerator<Failed> {
  for (const stateMachineArn of await stateMachines(states, prefix))
    for (const statusFilter of ['FAILED', 'TIMED_OUT'] as const) {
      // Listed before the first goes on: what is redriven is no longer among them.
      const found: Failed[] = [];
      let nextToken: string | undefined;
      do {
        const page = new ListExecutionsCommand({ stateMachineArn, statusFilter, ...(nextToken && { nextToken }) });
        const { executions = [], nextToken: next } = await states.send(page);
        found.push(...executions.map(({ executionArn = '', name = '' }) => ({ executionArn, name })));
        nextToken = next;
      } while (nextToken);
      yield* found;
    }
}

async function stateMachines(states: SFNClient, prefix: string): Promise<readonly string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const answer = await states.send(new ListStateMachinesCommand(nextToken ? { nextToken } : {}));
    for (const { name, type, stateMachineArn } of answer.stateMachines ?? [])
      if (name?.startsWith(prefix) && type === 'STANDARD' && stateMachineArn) found.push(stateMachineArn);
    nextToken = answer.nextToken;
  } while (nextToken);
  return found;
}
