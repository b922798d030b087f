export type Details = Readonly<Record<string, unknown>>;

/** An event as it is kept: `details` without the members that are always the same. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly details: Readonly<Record<string, unknown>> | undefined;
}

const NOT_TRUNCATED = { truncated: false };

/** The event in the shape of GetExecutionHistory; `timestamp` is left to the caller's taste (ISO text or epoch seconds). */
export function eventShape(event: HistoryEvent, timestamp: unknown, withData = true): Record<string, unknown> {
  const { id, previousEventId, type } = event;
  const shape: Record<string, unknown> = { timestamp, type, id, previousEventId };
  if (event.details) shape[detailsMember(type)] = fullDetails(event.details, withData);
  return shape;
}

function fullDetails(details: Details, withData: boolean): Record<string, unknown> {
  const full: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(details)) {
    const isData = name === 'input' || name === 'output' || name === 'assignedVariables';
    if (isData && !withData) continue;
    full[name] = value;
    if (isData) full[`${name}Details`] = NOT_TRUNCATED;
  }
  return full;
}

function detailsMember(type: string): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
