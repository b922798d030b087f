import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { commandsIn } from '../support/alarm-commands.ts';
import { startApp } from '../support/app.ts';
import { leadJson, leadOf, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

const root = path.resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
const printed = [...new Set((await app.alarms()).flatMap(({ description }) => commandsIn(description)))];

/** Runs a command as it is printed, on this runtime: `npm run` puts the words after `--` behind the script. */
async function run(command: string): Promise<string> {
  const [, script = '', words = ''] = /^npm run (\w+) -- (.*)$/.exec(command) ?? [];
  const [node, ...args] = `${scripts[script]} ${words} --local --port ${new URL(app.api).port}`.split(' ');
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
    expect(await run(starting('log -- assign-lead'))).toMatch(/"level":"ERROR".*\n1 lines\.\n$/s);
    expect(await run(starting('log -- get-lead'))).toBe('0 lines.\n');
  });

  test('shows whose the facts of a kind are', async () => {
    await app.post('/v1/leads', '<adf', { headers: { 'content-type': 'application/xml' } });
    await app.rest();
    const shown = await run(starting('log -- relay-facts --fact quarantine.entered.v1'));
    expect(shown).toMatch(/"senderId":"dealer-1".*\n1 lines\.\n$/s);
  });

  test('finds the API’s log, which is not written here', async () => {
    expect(await run(starting('log -- api-access'))).toBe('0 lines.\n');
  });

  test('hands dead letters over again', async () => {
    expect(await run(starting('redrive -- dead-letters'))).toMatch(/^0 handed over again, 0 left/);
  });

  test('lets an execution that failed go on, and it does what it had to do', async () => {
    const { leadId } = await postLead(app, leadJson('redriven'));
    await app.ask('POST', '/faults', JSON.stringify({ seed: 1, crashBefore: 1, only: ['decide-lead-sla'] }));
    await app.clock.advance('PT1H30M');
    const own = async () => (await app.executions('lead-sla')).filter(({ name }) => name.startsWith(leadId));
    expect((await own()).map(({ status }) => status)).toEqual(['FAILED']);
    await app.ask('DELETE', '/faults');
    expect(await run(starting('redrive -- executions'))).toBe('1 executions go on, 0 left as they are.\n');
    await app.clock.advance('P1D');
    expect((await own()).map(({ status }) => status)).toEqual(['SUCCEEDED']);
    const { sla } = await leadOf(app, leadId);
    expect(sla.firstResponse.breachedAt).toBeDefined();
    expect(await run(starting('redrive -- executions'))).toBe('0 executions go on, 0 left as they are.\n');
  });
});
