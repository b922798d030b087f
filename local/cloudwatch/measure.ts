import type { Alarms } from './alarms/alarms.ts';
import { type VendedNamespace, vendedMetrics } from './known-metrics.ts';

type VendedName<Namespace extends VendedNamespace> = keyof (typeof vendedMetrics)[Namespace]['units'];

/** Tells of what a service of AWS's has measured: values by the metric's name, at this moment. */
export type Measure = <Namespace extends VendedNamespace>(
  namespace: Namespace,
  dimensions: Readonly<Record<string, string>>,
  values: Readonly<Partial<Record<VendedName<Namespace>, number>>>,
) => void;

/** For a service that runs by itself: nobody looks at what it measures. */
export const unmeasured: Measure = () => {};

/** Passes on what alarms watch, under each set of dimensions that AWS sends it under. */
export function measuring(alarms: Pick<Alarms, 'watchIn' | 'put'>, now: () => number): Measure {
  return (namespace, dimensions, values) => {
    if (!alarms.watchIn(namespace)) return;
    const at = new Date(now()).toISOString();
    const vended = vendedMetrics[namespace];
    const units: Readonly<Record<string, string>> = vended.units;
    for (const names of vended.dimensions) {
      const given = Object.fromEntries(names.map((name) => [name, dimensions[name] ?? '']));
      for (const [name, value] of Object.entries(values as Readonly<Record<string, number>>))
        alarms.put({ namespace, name, dimensions: given, unit: units[name] ?? 'None', value, at });
    }
  };
}
