// Installs the packages where they are missing or not those of package-lock.json, so that a fresh clone needs nothing before
// `npm start` and `npm test`. Plain JavaScript that needs no package: it runs under the Node of the machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(import.meta.url);
const root = path.resolve(path.dirname(script), '../..');

/** Installs what is missing, with npm's own output. Ends the process in one clear line when that fails. */
export function installMissing() {
  const reason = reasonToInstall();
  if (reason === undefined) return;
  console.log(`${reason}: running "npm ci" first.`);
  // The product's own packages are among those for development: the app is synthesized here.
  const { status, error } = npm(['ci', '--include=dev']);
  if (status === 0) return;
  console.error(`"npm ci" failed (${error?.message ?? `exit code ${status}`}), so the packages are still missing.`);
  process.exit(1);
}

/** What is not as the lock says, of what does not depend on the platform; undefined when all is. */
function reasonToInstall() {
  const installed = packagesIn('node_modules/.package-lock.json');
  if (!installed) return 'No packages are installed';
  for (const [place, { version, optional }] of Object.entries(packagesIn('package-lock.json') ?? {})) {
    if (!/(^|\/)node_modules\//.test(place)) continue;
    const there = existsSync(path.join(root, place)) ? installed[place] : undefined;
    if (!there && !optional) return `${place} is missing`;
    if (there && there.version !== version) return `${place} is ${there.version} and should be ${version}`;
  }
  return undefined;
}

function packagesIn(lock) {
  const file = path.join(root, lock);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

/** The npm that runs this, else the one in the PATH. */
function npm(args) {
  const { npm_execpath: own = '', npm_node_execpath: node = process.execPath } = process.env;
  const options = { cwd: root, stdio: 'inherit' };
  if (/\bnpm-cli\.js$/.test(own)) return spawnSync(node, [own, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(script)) installMissing();
