import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { commandsIn } from '../support/alarm-commands.ts';
import { startApp } from '../support/app.ts';
import { synthesizedApp } from '../support/assembly.ts';
import { leadJson, leadOf, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

const root = path.resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
const printed = [...new Set((await app.alarms()).flatMap(({ description }) => commandsIn(description)))];

/** Runs a command as it is printed, on this runtime: `npm run` puts the words after `--` behind the script. */
async function run(command: string, on = app): Promise<string> {
  const [, script = '', words = ''] = /^npm run (\w+) -- (.*)$/.exec(command) ?? [];
  const [node, ...args] = `${scripts[script]} ${words} --local --port ${new URL(on.api).port}`.split(' ');
  expect(node).toBe('node');
  return (await promisify(execFile)(process.execPath, args, { cwd: root })).stdout;
}

const starting = (words: string) => {
  const command = printed.find((each) => each.startsWith(`npm run ${words}`));
  if (command === undefined) throw new Error(`No alarm names ${words}.`);
  return command;
};

describe('a command that an alarm names', () => {
  test('shows the errors of a function', async () => {
    await app.invoke('assign-lead', { detail: {} });
    expect(await run(starting('log -- assign-lead'))).toMatch(/"level":"ERROR".*\n1 line\.\n$/s);
    expect(await run(starting('log -- get-lead'))).toBe('0 lines; only errors and warnings were looked for.\n');
  });

  test('shows whose the facts of a kind are', async () => {
    await app.post('/v1/leads', '<adf', { headers: { 'content-type': 'application/xml' } });
    await app.rest();
    const shown = await run(starting('log -- relay-facts --fact quarantine.entered.v1'));
    expect(shown).toMatch(/"senderId":"dealer-1".*\n1 line\.\n$/s);
  });

  test('finds the API’s log, which is not written here', async () => {
    expect(await run(starting('log -- api-access'))).toBe('0 lines; only answers with a 5xx were looked for.\n');
  });

  test('names the logs that there are where somebody names another', async () => {
    const said = /there is no log post-led; there are .*get-lead, .*post-lead, .*api-access, firewall\.\n$/;
    await expect(run('npm run log -- post-led')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(said),
    });
  });

  test('hands dead letters over again', async () => {
    expect(await run(starting('redrive -- dead-letters'))).toMatch(/^0 handed over again, 0 left/);
  });
});

describe('a command for executions', async () => {
  const { assembly } = await synthesizedApp();
  const folder = impatient(assembly);
  const hasty = await startApp({ assembly: folder });
  afterAll(async () => {
    await hasty.close();
    rmSync(folder, { recursive: true });
  });
  const redrive = () => run(starting('redrive -- executions'), hasty);

  test('lets those that failed go on, and they do what they had to do', async () => {
    const { leadId } = await postLead(hasty, leadJson('redriven'));
    await hasty.ask('POST', '/faults', JSON.stringify({ seed: 1, throttle: 1, only: ['decide-lead-sla'] }));
    // Half a minute after a sweep, when what it started has failed, too.
    await hasty.clock.advance('PT20M30S');
    const statuses = async () => new Set((await hasty.executions('lead-sla')).map(({ status }) => status));
    expect(await statuses()).toEqual(new Set(['FAILED']));
    await hasty.ask('DELETE', '/faults');
    // That of the lead, and those that the sweep started in its place.
    expect(await redrive()).toMatch(/^[2-9] executions go on, 0 left as they are\.\n$/);
    await hasty.clock.advance('P1D');
    expect(await statuses()).toEqual(new Set(['SUCCEEDED']));
    expect((await leadOf(hasty, leadId)).sla.firstResponse.breachedAt).toBeDefined();
    expect(await redrive()).toBe('0 executions go on, 0 left as they are.\n');
  });
});

/** A copy of an assembly whose timers give up after two tries; the caller removes it. */
function impatient(assembly: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'impatient-'));
  cpSync(assembly, folder, { recursive: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('-leads.template.json'))) {
    const template = readFileSync(path.join(folder, name), 'utf8');
    const hasty = template.replaceAll(/MaxAttempts\\":\s*700/g, 'MaxAttempts\\": 2');
    expect(hasty).not.toBe(template);
    writeFileSync(path.join(folder, name), hasty);
  }
  return folder;
}
