import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { account, openCdk, readOutputs } from '../emulator/cdk.ts';
import { lacking, leftAway } from '../emulator/lacks.ts';
import { leftBehind } from '../emulator/leftovers.ts';
import { requirement, startMiniStack } from '../emulator/ministack.ts';
import { playLead } from '../emulator/played-lead.ts';
import { findPython, installed } from '../emulator/python.ts';
import { commandLine, runCommand } from './command.ts';
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

async function check(opened: Parameters<typeof openCdk>[0]): Promise<void> {
  const { url, folder } = opened;
  const cdk = openCdk(opened);
  // One file for both: alarm texts name it, and would differ by that alone.
  const file = path.join(folder, 'configuration.json');
  const synth = (said: object, name: string) => {
    writeFileSync(file, JSON.stringify({ installations: [said] }));
    return cdk.synth(file, name);
  };
  const after = await synth(changed, 'assembly-after');
  const before = await synth(installation, 'assembly-before');
  tellResources(before);
  await cdk.act(before, 'bootstrap', `aws://${account}/${place.region}`);
  step('The account is bootstrapped');
  const outputs = path.join(folder, 'outputs.json');
  const deploy = ['deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs];
  await cdk.act(before, ...deploy);
  step('All stacks are deployed');

  const flags = ['--stage', place.stage, '--region', place.region, '--config', file];
  const { leadId, assignedTo, timer } = await playLead({
    api: apiOf(outputs, url),
    flags,
    environment: cdk.environment,
  });
  step(`Lead ${leadId} was taken, given to ${assignedTo} by its event, and its execution is ${timer}`);

  const differs = async (assembly: string) => !/with differences: 0\b/.test(await cdk.act(assembly, 'diff', '--all'));
  const days = /RetentionInDays[\s\S]{0,40}7[\s\S]{0,40}14/;
  expect(!(await differs(before)), 'cdk diff finds differences right after the deploy.');
  step('cdk diff finds nothing');
  expect(days.test(await cdk.act(after, 'diff', '--all')), 'cdk diff does not see a changed value.');
  await cdk.act(after, ...deploy);
  expect(!(await differs(after)), 'cdk diff finds differences after the update.');
  step('A changed value is deployed');
  await cdk.act(before, ...deploy);
  expect(!(await differs(before)), 'cdk diff finds differences after going back.');
  step('The value before is back');

  const destroyed = await cdk.act(before, 'destroy', '--all', '--force');
  const left = await leftBehind(destroyed, url, place.region);
  expect(left.length === 0, `cdk destroy leaves:\n  ${left.join('\n  ')}`);
  step('It is destroyed, and nothing is left');
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
