import { main } from 'assembly-runtime/command';
import { demoFlags } from '../demo/demo-app.ts';

await main(process.argv.slice(2), { name: 'npm start --', flags: demoFlags });
