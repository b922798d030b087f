import type { Definition } from './state.ts';

export type StateMachineType = 'STANDARD' | 'EXPRESS';

/** A state machine in service. */
export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  /** What people call it. */
  readonly shownAs: string;
  readonly logicalId: string;
  readonly roleArn: string;
  readonly type: StateMachineType;
  /** Whether X-Ray is to hear of its executions. */
  readonly traced: boolean;
  readonly definitionText: string;
  readonly definition: Definition;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}
