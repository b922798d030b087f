import { randomUUID } from 'node:crypto';
import type { Place } from '../../cloudformation/resource.ts';
import { type Measure, unmeasured } from '../../cloudwatch/measure.ts';
import type { Dispatcher } from '../../dispatcher.ts';
import { type Journal, noJournal } from '../../journal/journal.ts';
import type { Scheduler } from '../../scheduler.ts';
import type { Integration } from '../integrations/integration.ts';
import { KeptExecutions } from '../kept/kept-executions.ts';
import { Executions } from './executions.ts';
import { createHost } from './host.ts';
import type { Service } from './service.ts';
import { StateMachinesUsage } from './usage.ts';

/** What the service is made of. */
export interface StepFunctionsParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  /** Chance for jitter and $random; a number in [0, 1). */
  readonly random?: () => number;
  /** A version 4 UUID, for names, tokens and $uuid. */
  readonly uuid?: () => string;
  readonly journal?: Journal;
  /** Hears what executions measure; nobody by default. */
  readonly measure?: Measure;
}

/** Joins the interpreter to clock, dispatcher and the executions it serves. */
export function createService(parts: StepFunctionsParts): Service {
  const { scheduler, dispatcher, place, journal = noJournal } = parts;
  const { random = Math.random, uuid = randomUUID, measure = unmeasured } = parts;
  const kept = new KeptExecutions(journal);
  const machines: Service['machines'] = new Map();
  const service: Omit<Service, 'host'> = {
    ...{ scheduler, journal, kept, machines, measure },
    sources: { now: () => scheduler.now(), random, uuid },
    integration: { dispatcher, uuid, principalOf: (arn) => principalOf(machines, arn) },
    executions: new Executions(kept),
    definitions: new WeakMap(),
    runs: new Map(),
    tokens: new Map(),
    waiting: new Map(),
    usage: new StateMachinesUsage(),
  };
  return { ...service, host: createHost(service, place.region) };
}

/** A state machine's calls are made in the name of its role. */
function principalOf(machines: Service['machines'], arn: string): ReturnType<Integration['principalOf']> {
  const machine = machines.get(arn);
  const service = 'states.amazonaws.com';
  return machine ? { name: machine.logicalId, roleArn: machine.roleArn, service } : { name: arn };
}
