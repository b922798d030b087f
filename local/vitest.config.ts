import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'assembly-runtime',
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    // Loading the packages anew for every file costs more than most files do.
    isolate: false,
    // Threads that live for a story only would spend a tenth of it on growing from the one megabyte they begin with.
    execArgv: ['--min-semi-space-size=16'],
  },
});
