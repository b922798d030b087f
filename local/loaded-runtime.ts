import { billOfRuntime } from './bill/runtime-bill.ts';
import type { Resource } from './cloudformation/resource.ts';
import type { ControlledRuntime } from './control/routes.ts';
import type { Dropped } from './journal/journal.ts';
import type { Scheduler } from './scheduler.ts';
import type { Seed } from './seed.ts';
import { viewsOf } from './service-views.ts';
import type { Services } from './services.ts';
import { shortNames } from './short-names.ts';

/** A runtime that is in service: what the control API works on, and what it was started with. */
export interface LoadedRuntime extends ControlledRuntime {
  readonly seed: Seed;
  readonly resources: readonly Resource[];
  /** A function's or machine's name as people say it. */
  readonly shortName: (name: string) => string;
  /** What an earlier run left of resources that the templates no longer have; it is gone. */
  readonly dropped: readonly Dropped[];
}

interface LoadedParts {
  readonly scheduler: Scheduler;
  readonly services: Services;
  readonly resources: readonly Resource[];
  readonly seed: Seed;
  readonly region: string;
  readonly dropped: readonly Dropped[];
  /** This runtime's address. */
  readonly url: string;
}

/** Describes a runtime whose resources are loaded. Its API is the first that the templates have. */
export function describeRuntime(parts: LoadedParts): LoadedRuntime {
  const { scheduler, services, resources, seed, region, url, dropped } = parts;
  const functions = services.lambda.functions().map(({ name }) => name);
  const machines = namesOf(resources, 'AWS::StepFunctions::StateMachine');
  const short = shortNames([...functions, ...machines]);
  const [served] = services.apiGateway.apis();
  return {
    scheduler,
    seed,
    resources,
    dropped,
    shortName: short,
    passedOver: () => services.eventBridge.passedOver(),
    views: viewsOf(services, short),
    faults: services.faults,
    bill: billOfRuntime({ region, services, resources, short }),
    overview: {
      api: url + (served?.basePath ?? ''),
      credentials: seed.credentials,
      machines: machines.map(short).sort(),
      functions: functions.map(short).sort(),
    },
  };
}

function namesOf(resources: readonly Resource[], type: string): string[] {
  return resources.filter((resource) => resource.type === type).map(({ attributes }) => attributes['Name'] ?? '');
}
