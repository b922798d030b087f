import type { BillParts } from './bill-parts.ts';
import { servedRoute } from './metering.ts';

/** What callers stand for, and how many of each unit of work there were. */
interface CauseNames {
  /** `execution <machine>`, `event <type>`, `request <route>`, a function's name, or the caller as it is. */
  of(by: string): string;
  readonly executions: ReadonlyMap<string, number>;
  readonly events: ReadonlyMap<string, number>;
  readonly requests: ReadonlyMap<string, number>;
}

/** Names the causes that were metered so far. */
export function causeNames(parts: BillParts): CauseNames {
  const names = new Map<string, string>();
  for (const { name, logicalId } of parts.functions()) names.set(logicalId, name);
  const executions = new Map<string, number>();
  for (const { machineArn, executions: count } of parts.stateMachines()) {
    const machine = parts.short(machineArn.split(':').at(-1) ?? machineArn);
    const logicalId = parts.resources.find(({ ref }) => ref === machineArn)?.logicalId ?? machineArn;
    executions.set(machine, count);
    for (const by of [machineArn, logicalId]) names.set(by, `execution ${machine}`);
  }
  const requests = new Map<string, number>();
  for (const { id, units, by } of parts.metering.meter.used()) {
    if (id !== servedRoute) continue;
    const [methodId = '', ...words] = by.split(' ');
    const route = words.join(' ');
    requests.set(route, (requests.get(route) ?? 0) + units);
    names.set(methodId, `request ${route}`);
  }
  const events = new Map<string, number>();
  for (const type of parts.eventTypes()) events.set(type, (events.get(type) ?? 0) + 1);
  return { of: (by) => names.get(by) ?? by, executions, events, requests };
}
