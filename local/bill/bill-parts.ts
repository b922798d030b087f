import type { Resource } from '../cloudformation/resource.ts';
import type { Metric } from '../cloudwatch/metric.ts';
import type { FunctionReport } from '../lambda/running-function.ts';
import type { StateMachineUsage } from '../step-functions/service/usage.ts';
import type { Metering } from './metering.ts';

/** What the bill is made of. */
export interface BillParts {
  readonly region: string;
  readonly metering: Metering;
  readonly resources: readonly Resource[];
  functions(): readonly FunctionReport[];
  stateMachines(): readonly StateMachineUsage[];
  metrics(): readonly Metric[];
  /** Types of the events published so far, one for each. */
  eventTypes(): readonly string[];
  /** Bytes that all tables hold now. */
  tableBytes(): Promise<number>;
  short(name: string): string;
}
