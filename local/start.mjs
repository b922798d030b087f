#!/usr/bin/env node
// What `npm start` begins with: the check of Node's version, then the runtime.
import { tooOld } from './node-version.mjs';

const complaint = tooOld('start it with "npm start"');

if (complaint) {
  console.error(complaint);
  process.exitCode = 2;
} else {
  try {
    const { main } = await import('./main.ts');
    await main(process.argv.slice(2));
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !/Cannot find package/.test(error.message)) throw error;
    console.error(`Packages are missing (${error.message.split("'")[1]}): run "npm ci" first.`);
    process.exitCode = 2;
  }
}
