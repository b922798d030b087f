import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { addStages } from '../lanekeeper.ts';
import { leftAway, takeOutLacking } from './lacks.ts';

// Without cdk-nag, which has looked at the whole app at every other synth and would miss what is taken out.
const app = new App();
addStages(app);
const counts = takeOutLacking(app);
app.synth();
writeFileSync(path.join(app.outdir, leftAway), JSON.stringify(Object.fromEntries(counts)));
