import { agrees } from './recorded-value.ts';

/** An event of GetExecutionHistory. */
export interface RecordedEvent {
  readonly type: string;
  readonly id: number | readonly number[];
  readonly previousEventId: number;
  readonly timestamp: unknown;
  readonly [details: string]: unknown;
}

type Event = Readonly<Record<string, unknown>>;

/** Where a history departs from the recorded one; nothing when every event agrees. */
export function historyDifference(recorded: readonly RecordedEvent[], actual: readonly Event[]): string | undefined {
  if (recorded.length !== actual.length) return `${actual.length} events, not ${recorded.length}: ${typesOf(actual)}`;
  for (let index = 0; index < recorded.length; index += 1) {
    const end = endOfSet(recorded, index);
    const difference =
      end > index
        ? setDifference(recorded.slice(index, end), actual.slice(index, end))
        : eventDifference(recorded[index], actual[index]);
    if (difference) return difference;
    if (end > index) index = end - 1;
  }
  return undefined;
}

function typesOf(events: readonly Event[]): string {
  return events.map(({ type }) => String(type)).join(' ');
}

/** Events of concurrent branches were recorded sorted, with a list for an id: they are a set. */
function endOfSet(recorded: readonly RecordedEvent[], from: number): number {
  let end = from;
  while (Array.isArray(recorded[end]?.id)) end += 1;
  return end;
}

function setDifference(recorded: readonly RecordedEvent[], actual: readonly Event[]): string | undefined {
  const left = [...actual];
  for (const event of recorded) {
    const index = left.findIndex(
      (other) => event.type === other['type'] && detailsDifference(event, other) === undefined,
    );
    if (index < 0) return `no ${event.type} as recorded among concurrent events: ${JSON.stringify(event)}`;
    left.splice(index, 1);
  }
  return undefined;
}

function eventDifference(recorded: RecordedEvent | undefined, actual: Event | undefined): string | undefined {
  if (!recorded || !actual) return 'an event is missing';
  const at = `event ${String(recorded.id)} ${recorded.type}`;
  if (recorded.type !== actual['type']) return `${at}: is ${String(actual['type'])}`;
  if (recorded.previousEventId !== actual['previousEventId'])
    return `${at}: follows ${String(actual['previousEventId'])}, not ${recorded.previousEventId}`;
  return detailsDifference(recorded, actual);
}

const NOT_DETAILS = new Set(['id', 'previousEventId', 'timestamp', 'type']);

function detailsDifference(recorded: RecordedEvent, actual: Event): string | undefined {
  const names = new Set([...Object.keys(recorded), ...Object.keys(actual)]);
  for (const name of names)
    if (!NOT_DETAILS.has(name) && !agrees(recorded[name], actual[name]))
      return `event ${String(recorded.id)} ${recorded.type}: ${name} is ${JSON.stringify(actual[name])}, not ${JSON.stringify(recorded[name])}`;
  return undefined;
}
