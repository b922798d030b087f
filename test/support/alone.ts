/**
 * Tests that put another SDK client or another environment under modules that keep what they were loaded with. Each runs
 * in a process of its own; all others share theirs with the files before them.
 */
export const alone: readonly string[] = [
  'test/leads/hostile-documents.properties.test.ts',
  'test/platform/relay-facts.test.ts',
  'test/platform/relay-in-parallel.test.ts',
  'test/platform/relay-unfit-facts.test.ts',
  'test/platform/serve-queue.test.ts',
  'test/platform/serve-route.test.ts',
  'test/platform/serve.test.ts',
  'test/platform/state-machine.test.ts',
  'test/platform/table.test.ts',
  'test/platform/timer.test.ts',
  'test/wake-ups/crowded-sweep.test.ts',
  'test/wake-ups/sweep.test.ts',
];
