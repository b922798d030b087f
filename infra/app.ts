import { bundleAhead } from './constructs/bundle.ts';

// esbuild works in a process of its own; the CDK takes as long to load.
const bundled = bundleAhead();
const [{ App }, { buildApp }] = await Promise.all([import('aws-cdk-lib'), import('./lanekeeper.ts')]);
await bundled;
buildApp(new App()).synth();
