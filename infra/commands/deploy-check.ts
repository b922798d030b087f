import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { account, openCdk, readOutputs } from '../emulator/cdk.ts';
import { lacking, leftAway } from '../emulator/lacks.ts';
import { leftBehind } from '../emulator/leftovers.ts';
import { requirement, startMiniStack } from '../emulator/ministack.ts';
import { playLead } from '../emulator/played-lead.ts';
import { commandLine, runCommand } from './command.ts';
import { findPython, installed } from './python.ts';
import { temporaryFolder } from './temporary-folder.ts';

const usage = `npm run deploy:check
Deploys a dev stage by the CDK's own command to an emulator of AWS by others (${requirement}, which it installs into a
folder of its own), plays a lead there, changes a value, goes back to the one before, and destroys it all.`;

const place = { stage: 'dev', region: 'us-east-1' };
/** Every feature that a value switches on is deployed too. */
const installation = {
  ...place,
  protectData: false,
  logRetentionDays: 7,
  streamShards: 4,
  reservedConcurrency: false,
  senderAddress: 'leads@mail.lanekeeper.example',
  senderIdentity: 'shared',
  alarmAddress: 'ops@lanekeeper.example',
  publicUrl: 'https://leads.lanekeeper.example',
};
const changed = { ...installation, logRetentionDays: 14 };

const { values } = commandLine({});
await runCommand(async () => {
  if (values.help) return console.log(usage);
  const python = findPython();
  if (python === undefined) return console.log('Skipped the deploy check: there is no Python with venv here.');
  const { folder, signal, beforeEnd } = temporaryFolder('deploy-check');
  const command = await installed(python, path.join(folder, 'python'), requirement).catch((error: Error) => error);
  if (command instanceof Error) return console.log(`Skipped the deploy check: ${command.message}`);
  step(`${requirement} is installed`);
  const emulator = await startMiniStack(command('ministack'), folder);
  beforeEnd.push(() => emulator.stop());
  try {
    await check({ url: emulator.url, region: place.region, folder, signal });
  } finally {
    await emulator.stop();
  }
});

type Opened = Parameters<typeof openCdk>[0];

async function check(opened: Opened): Promise<void> {
  const cdk = openCdk(opened);
  // One file for both: alarm texts name it, and would differ by that alone.
  const file = path.join(opened.folder, 'configuration.json');
  const synth = (stated: object, name: string) => {
    writeFileSync(file, JSON.stringify({ installations: [stated] }));
    return cdk.synth(file, name);
  };
  const after = await synth(changed, 'assembly-after');
  const before = await synth(installation, 'assembly-before');
  tellResources(before);
  await cdk.act(before, 'bootstrap', `aws://${account}/${place.region}`);
  step('The account is bootstrapped');
  const outputs = path.join(opened.folder, 'outputs.json');
  const deploy = async (assembly: string) => {
    await cdk.act(assembly, 'deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs);
  };
  await deploy(before);
  step('All stacks are deployed');

  const flags = ['--stage', place.stage, '--region', place.region, '--config', file];
  const played = await playLead({ api: apiOf(outputs, opened.url), flags, environment: cdk.environment });
  const { leadId, assignedTo, timer } = played;
  step(`Lead ${leadId} was taken, given to ${assignedTo} by its event, and its execution is ${timer}`);

  const diff = (assembly: string) => cdk.act(assembly, 'diff', '--all');
  await updateAndGoBack({ before, after }, { deploy, diff });
  const left = await leftBehind(await cdk.act(before, 'destroy', '--all', '--force'), opened.url, place.region);
  expect(left.length === 0, `cdk destroy leaves:\n  ${left.join('\n  ')}`);
  step('It is destroyed, and nothing is left but the role for the logs of API Gateway, which an account has once');
}

interface Steps {
  deploy(assembly: string): Promise<void>;
  diff(assembly: string): Promise<string>;
}

/** From a deployed assembly to one with a changed value and back: each deploy leaves no difference. */
async function updateAndGoBack(assemblies: Record<'before' | 'after', string>, { deploy, diff }: Steps): Promise<void> {
  const { before, after } = assemblies;
  const isDeployed = async (assembly: string) => /with differences: 0\b/.test(await diff(assembly));
  expect(await isDeployed(before), 'cdk diff finds differences right after the deploy.');
  step('cdk diff finds nothing');
  const seen = /RetentionInDays[\s\S]{0,40}7[\s\S]{0,40}14/.test(await diff(after));
  expect(seen, 'cdk diff does not see a changed value.');
  await deploy(after);
  expect(await isDeployed(after), 'cdk diff finds differences after the update.');
  step('A changed value is deployed');
  await deploy(before);
  expect(await isDeployed(before), 'cdk diff finds differences after going back.');
  step('The value before is back');
}

function step(text: string): void {
  console.log(`${process.uptime().toFixed(0).padStart(4)} s  ${text}`);
}

function expect(holds: boolean, complaint: string): void {
  if (!holds) throw new Error(complaint);
}

/** How many of the resources are deployed, and why the others are not. */
function tellResources(assembly: string): void {
  const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
  const deployed = templates.reduce(
    (sum, file) => sum + Object.keys(readJson<object>(assembly, file)['Resources'] ?? {}).length,
    0,
  );
  const away = readJson<number>(assembly, leftAway);
  const all = deployed + Object.values(away).reduce((sum, each) => sum + each, 0);
  step(`${deployed} of ${all} resources are deployed. Not those that the emulator lacks:`);
  for (const { type, reason } of lacking) console.log(`        ${away[type] ?? 0} × ${type}: ${reason}`);
}

function readJson<Value>(folder: string, file: string): Readonly<Record<string, Value>> {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
}

/** AWS names the API by a host of its own; the emulator has it below a path. */
function apiOf(outputs: string, url: string): string {
  const [endpoint = ''] = Object.values(readOutputs(outputs)).flatMap((stack) =>
    Object.entries(stack).flatMap(([name, value]) => (name.startsWith('ApiEndpoint') ? [value] : [])),
  );
  const [, id, stage] = /^https:\/\/([^.]+)\.[^/]+\/([^/]+)\/?$/.exec(endpoint) ?? [];
  return `${url}/_aws/execute-api/${id}/${stage}`;
}
