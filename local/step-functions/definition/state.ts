import type { DataFlow } from '../data-flow/data-flow.ts';
import type { FieldTemplate } from '../data-flow/template.ts';
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
  readonly error: FieldTemplate | undefined;
  readonly cause: FieldTemplate | undefined;
}
export interface WaitState extends Common {
  readonly type: 'Wait';
  readonly seconds: FieldTemplate | undefined;
  readonly timestamp: FieldTemplate | undefined;
}
export interface ChoiceRule {
  readonly condition: FieldTemplate;
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
  readonly timeout: FieldTemplate | undefined;
  readonly heartbeat: FieldTemplate | undefined;
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
  readonly items: FieldTemplate | undefined;
  readonly selector: FieldTemplate | undefined;
  readonly maxConcurrency: FieldTemplate | undefined;
  readonly toleratedCount: FieldTemplate | undefined;
  readonly toleratedPercentage: FieldTemplate | undefined;
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
