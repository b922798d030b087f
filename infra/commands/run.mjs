// Plain JavaScript, as local/start.mjs is: a Node that is too old for TypeScript must still get as far as saying so.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const wanted = 24;
const [file = ''] = process.argv.splice(2, 1);

if (Number(process.versions.node.split('.')[0]) < wanted) {
  console.error(
    `This needs Node ${wanted} or newer and runs on ${process.versions.node}. "npm ci" brings Node ${wanted} along, unless optional packages are left out; then "npm run …" finds it.`,
  );
  process.exitCode = 2;
} else {
  await import(pathToFileURL(resolve(import.meta.dirname, '../..', file)).href);
}
