// What `npm start` and `npm run …` begin with: it installs what is missing, hands over to the Node that the packages bring
// along where this one is too old, and runs what is named: a TypeScript file of ours, or what a package exports.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installMissing } from './install-missing.mjs';

const script = fileURLToPath(import.meta.url);
const root = path.resolve(path.dirname(script), '../..');

installMissing();
const { tooOld } = await import('assembly-runtime/node-version');
const complaint = tooOld('"npm run …" finds it');
const brought = complaint && nodeOfThePackages();

if (brought) {
  handOver(brought);
} else if (complaint) {
  console.error(complaint);
  process.exitCode = 2;
} else {
  const [named = ''] = process.argv.splice(2, 1);
  await import(named.endsWith('.ts') ? pathToFileURL(path.resolve(root, named)).href : named);
}

/** npm puts it into the PATH of a script, unless it was installed only just now. */
function nodeOfThePackages() {
  const packages = path.join(root, 'node_modules');
  return readdirSync(packages)
    .filter((name) => /^node-(bin-)?(darwin|linux|win)-/.test(name))
    .flatMap((name) => ['node', 'node.exe'].map((file) => path.join(packages, name, 'bin', file)))
    .find((file) => existsSync(file));
}

/** Becomes a mere shell around the other Node: its output, its exit code, and what is asked to end is ended. */
function handOver(node) {
  const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // A terminal interrupts both; a second interruption would not wait for an orderly end.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
