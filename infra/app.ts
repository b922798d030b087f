import { WrongConfiguration } from './configuration/faults.ts';
import { bundleAhead } from './constructs/bundle.ts';

// esbuild works in a process of its own; the CDK takes as long to load.
const bundled = bundleAhead();
const [{ App }, { buildApp }] = await Promise.all([import('aws-cdk-lib'), import('./lanekeeper.ts')]);
await bundled;

try {
  buildApp(new App()).synth();
} catch (error) {
  if (!(error instanceof WrongConfiguration)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
