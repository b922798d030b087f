import { defineConfig } from 'vitest/config';

/** One run over both packages. */
export default defineConfig({
  test: {
    // One per core: vitest leaves one core to itself, and of two that is half.
    maxWorkers: '100%',
    projects: [
      'local',
      {
        test: {
          name: 'lanekeeper',
          include: ['test/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          restoreMocks: true,
          // Lambda sets it for every function.
          env: { AWS_REGION: 'us-east-1' },
        },
      },
    ],
  },
});
