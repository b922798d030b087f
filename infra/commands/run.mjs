// What `npm run …` begins with: the check of Node's version, then the TypeScript file that is named.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tooOld } from '../../local/node-version.mjs';

const [file = ''] = process.argv.splice(2, 1);
const complaint = tooOld('"npm run …" finds it');

if (complaint) {
  console.error(complaint);
  process.exitCode = 2;
} else {
  await import(pathToFileURL(resolve(import.meta.dirname, '../..', file)).href);
}
