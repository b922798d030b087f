import type { AwsCall } from '../dispatcher.ts';

interface LaggingCall extends AwsCall {
  /** Milliseconds. */
  readonly indexLag?: number;
}

/** The same call to a DynamoDB whose indexes lag `ms` of virtual time behind their tables. */
export function withIndexLag(call: AwsCall, ms: number): AwsCall {
  const lagging: LaggingCall = { ...call, indexLag: ms };
  return lagging;
}

/** How far indexes lag behind their tables for a call, in milliseconds; 0 unless asked for. */
export function indexLagOf(call: LaggingCall): number {
  return call.indexLag ?? 0;
}
