import type { Scheduler } from '../scheduler.ts';
import { type BillQuestion, billDocument } from './bill.ts';
import { clockDocument, moveClock } from './clock.ts';
import { type FaultControl, faultsDocument, setFaults } from './faults.ts';
import { putMetric } from './metrics.ts';
import { Problem } from './problem.ts';
import type { Overview, Views } from './views.ts';

/** What the control API works on once the runtime is ready. */
export interface ControlledRuntime {
  readonly scheduler: Scheduler;
  readonly overview: Overview;
  readonly views: Views;
  /** What AWS would charge for all that happened so far. Rejects with RangeError for a region without prices. */
  bill(question: BillQuestion): Promise<object>;
  readonly faults: FaultControl;
  /** Ticks that schedules jumped over and no timer has reported yet; each is told once. */
  passedOver(): number;
}

export interface ControlRequest {
  readonly query: URLSearchParams;
  readonly body: string;
  /** What stands in the place of `{name}`. */
  readonly name: string;
}

type Answer = (runtime: ControlledRuntime, request: ControlRequest) => unknown;

export interface ControlRoute {
  readonly path: string;
  readonly methods: Readonly<Record<string, Answer>>;
}

/** Every path of the control API below `/_local`. */
export const controlRoutes: readonly ControlRoute[] = [
  {
    path: '/_local',
    methods: { GET: ({ scheduler, overview }) => ({ now: new Date(scheduler.now()).toISOString(), ...overview }) },
  },
  {
    path: '/_local/clock',
    methods: {
      GET: ({ scheduler }) => clockDocument({ now: scheduler.now(), fired: 0, skipped: 0 }),
      POST: async ({ scheduler, passedOver }, { body }) => {
        const moved = await moveClock(scheduler, body);
        return clockDocument({ ...moved, skipped: moved.skipped + passedOver() });
      },
    },
  },
  {
    path: '/_local/events',
    methods: { GET: ({ views }, { query }) => ({ events: views.events(query.get('type') ?? undefined) }) },
  },
  {
    path: '/_local/executions',
    methods: { GET: ({ views }, { query }) => ({ executions: views.executions(query.get('machine') ?? undefined) }) },
  },
  {
    path: '/_local/executions/{name}',
    methods: {
      GET: ({ views }, { name }) => {
        const events = views.history(name);
        if (!events) throw new Problem(404, `There is no execution named ${name}.`);
        return { events };
      },
    },
  },
  { path: '/_local/messages', methods: { GET: ({ views }) => ({ messages: views.messages() }) } },
  {
    path: '/_local/metrics',
    methods: {
      GET: ({ views }) => ({ metrics: views.metrics() }),
      POST: ({ views, scheduler }, { body }) => putMetric(views, scheduler.now(), body),
    },
  },
  { path: '/_local/alarms', methods: { GET: ({ views }) => ({ alarms: views.alarms() }) } },
  {
    path: '/_local/logs',
    methods: { GET: ({ views }, { query }) => ({ logs: views.logs(query.get('function') ?? undefined) }) },
  },
  { path: '/_local/dead-letters', methods: { GET: ({ views }) => ({ deadLetters: views.deadLetters() }) } },
  {
    path: '/_local/dead-letters/redrive',
    methods: {
      POST: async ({ scheduler, views }) => {
        const outcome = await views.redrive();
        await scheduler.idle();
        return { ...outcome, deadLetters: views.deadLetters() };
      },
    },
  },
  { path: '/_local/bill', methods: { GET: ({ bill }, { query }) => billDocument(bill, query) } },
  { path: '/_local/denied', methods: { GET: ({ views }) => ({ denied: views.denied() }) } },
  { path: '/_local/permissions', methods: { GET: ({ views }) => ({ permissions: views.permissions() }) } },
  {
    path: '/_local/faults',
    methods: {
      GET: ({ faults }) => faultsDocument(faults),
      POST: ({ faults, scheduler }, { body }) => setFaults(faults, scheduler, body),
      DELETE: ({ faults, scheduler }) => setFaults(faults, scheduler, '{}'),
    },
  },
];
