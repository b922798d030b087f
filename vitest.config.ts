import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { alone } from './test/support/alone.ts';

const common = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  restoreMocks: true,
  unstubEnvs: true,
  // Of the tests of a file that may run at one time: each is an app of its own, with dozens of threads.
  maxConcurrency: availableParallelism(),
  // Lambda sets it for every function.
  env: { AWS_REGION: 'us-east-1' },
  // Threads that live for a story only would spend a tenth of it on growing from the one megabyte they begin with.
  execArgv: ['--min-semi-space-size=16'],
};

/** The longest, whatever a run before has measured: begun last, one of them would keep one core busy alone. */
const longest = /\/test\/(runtime|simulation)\//;
const projects = ['lanekeeper', 'assembly-runtime', 'lanekeeper-alone'];

/** Files of one project one after the other, since a process is kept only for the next file of the same project. */
class ByProject extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification) =>
      longest.test(moduleId) ? -1 : projects.indexOf(project.name);
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

/** One run over both packages. A process runs many files: loading the packages anew costs more than most files do. */
export default defineConfig({
  test: {
    // By default one core is left idle, which of two is half.
    maxWorkers: '100%',
    sequence: { sequencer: ByProject },
    projects: [
      'local',
      {
        test: {
          ...common,
          name: 'lanekeeper',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...alone],
          isolate: false,
        },
      },
      { test: { ...common, name: 'lanekeeper-alone', include: [...alone] } },
    ],
  },
});
