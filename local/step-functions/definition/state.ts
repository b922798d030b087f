import type { DataFlow } from '../data-flow/data-flow.ts';
import type { Template } from '../data-flow/template.ts';
import type { TaskResource } from './task-resource.ts';

export interface Retrier {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly jitter: 'NONE' | 'FULL';
}

export interface Catcher {
  readonly errors: readonly string[];
  readonly next: string;
  readonly flow: DataFlow;
}

interface Common {
  readonly name: string;
  /** The state to follow; none ends the flow it belongs to. */
  readonly next: string | undefined;
  readonly flow: DataFlow;
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}

interface PassState extends Common {
  readonly type: 'Pass';
}
interface SucceedState extends Common {
  readonly type: 'Succeed';
}
export interface FailState extends Common {
  readonly type: 'Fail';
  readonly error: Template | undefined;
  readonly cause: Template | undefined;
}
export interface WaitState extends Common {
  readonly type: 'Wait';
  readonly seconds: Template | undefined;
  readonly timestamp: Template | undefined;
}
export interface ChoiceRule {
  readonly condition: Template;
  readonly next: string;
  readonly flow: DataFlow;
}
export interface ChoiceState extends Common {
  readonly type: 'Choice';
  readonly rules: readonly ChoiceRule[];
  readonly otherwise: string | undefined;
}
export interface TaskState extends Common {
  readonly type: 'Task';
  readonly resource: TaskResource;
  readonly timeout: Template | undefined;
  readonly heartbeat: Template | undefined;
}
interface ParallelState extends Common {
  readonly type: 'Parallel';
  /** Paths of the branches' flows. */
  readonly branches: readonly string[];
}
export interface MapState extends Common {
  readonly type: 'Map';
  /** Path of the item processor's flow. */
  readonly processor: string;
  readonly items: Template | undefined;
  readonly selector: Template | undefined;
  readonly maxConcurrency: Template | undefined;
  readonly toleratedCount: Template | undefined;
  readonly toleratedPercentage: Template | undefined;
}

export type State =
  | PassState
  | SucceedState
  | FailState
  | WaitState
  | ChoiceState
  | TaskState
  | ParallelState
  | MapState;

/** A flow of states: the definition's own, a branch's, or an item processor's. */
export interface Flow {
  /** '' for the definition's own; else the way to it, such as `Fan/ItemProcessor`. */
  readonly path: string;
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** A compiled definition. */
export interface Definition {
  readonly flows: ReadonlyMap<string, Flow>;
  readonly timeoutSeconds: number | undefined;
}
