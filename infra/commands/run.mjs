// What `npm run …` begins with: the check of Node's version, then what is named: a TypeScript file of ours, or a package's.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tooOld } from 'assembly-runtime/node-version';

const [named = ''] = process.argv.splice(2, 1);
const complaint = tooOld('"npm run …" finds it');

if (complaint) {
  console.error(complaint);
  process.exitCode = 2;
} else {
  await import(/\.ts$/.test(named) ? pathToFileURL(resolve(import.meta.dirname, '../..', named)).href : named);
}
