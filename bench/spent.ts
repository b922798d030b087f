import type { Bill } from 'assembly-runtime/bill';

/** What some callers used up. */
export interface Spent {
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Calls with the SDK. */
  readonly calls: number;
  readonly gigabyteSeconds: number;
}

/** What the callers that `isAsked` takes (a function's short name, an event) used up between two bills. */
export function spentBetween(before: Bill, after: Bill, isAsked: (caller: string) => boolean): Spent {
  const [earlier, later] = [before, after].map((bill) => spentBy(bill, isAsked)) as [Spent, Spent];
  return {
    writeUnits: later.writeUnits - earlier.writeUnits,
    readUnits: later.readUnits - earlier.readUnits,
    calls: later.calls - earlier.calls,
    gigabyteSeconds: later.gigabyteSeconds - earlier.gigabyteSeconds,
  };
}

function spentBy({ byCaller, calls }: Bill, isAsked: (caller: string) => boolean): Spent {
  const unitsOf = (wanted: string) =>
    byCaller
      .filter(({ caller, service, item }) => isAsked(caller) && `${service} ${item}` === wanted)
      .reduce((sum, { units }) => sum + units, 0);
  return {
    writeUnits: unitsOf('DynamoDB write request units'),
    readUnits: unitsOf('DynamoDB read request units'),
    calls: calls.filter(({ caller }) => isAsked(caller)).reduce((sum, { count }) => sum + count, 0),
    gigabyteSeconds: unitsOf('Lambda duration, arm64'),
  };
}
