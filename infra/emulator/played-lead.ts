import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { hashOf } from '../../functions/access/credential.store.ts';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '../..');

/** How long what a lead sets off may take, in seconds: functions start cold there. */
const patience = 60;

const store = {
  name: 'Harbor Motors',
  timeZone: 'America/New_York',
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], open: '00:00', close: '24:00' }],
  people: [{ id: 'person-1', name: 'Ann Lee', role: 'salesperson', email: 'ann@harbor.example' }],
  mailDomains: ['harbor.example'],
};

/** A deployed stage. */
interface Deployed {
  /** Of the API, with its stage. */
  readonly api: string;
  /** By which a command finds the stage. */
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** What became of a lead. */
interface PlayedLead {
  readonly leadId: string;
  /** Given by an event, which came over the table's stream and the bus. */
  readonly assignedTo: string;
  /** How its timer's execution stands. */
  readonly timer: string;
}

/**
 * Makes keys, enters a store, posts the demo's lead with the store's key and waits until somebody was given it and its timer
 * runs. Rejects with what was answered where any of it is refused or does not come.
 */
export async function playLead(stage: Deployed): Promise<PlayedLead> {
  const oem = await makeKey(stage, '--oem');
  const entered = { body: JSON.stringify(store), type: 'application/json' };
  await call(stage, oem, { method: 'PUT', route: '/v1/dealers/harbor', ...entered });
  const dealer = await makeKey(stage, '--dealer', 'harbor');
  const body = readFileSync(path.join(root, 'infra/demo/lead.xml'), 'utf8');
  const posted = (await call(stage, dealer, { method: 'POST', route: '/v1/leads', body, type: 'application/xml' })) as {
    leads: { leadId: string }[];
  };
  const leadId = posted.leads[0]?.leadId ?? '';
  const assignedTo = await eventually(`lead ${leadId} is not given to anybody`, async () => {
    const lead = (await call(stage, dealer, { method: 'GET', route: `/v1/leads/${leadId}` })) as {
      assignments?: { personId: string }[];
    };
    return lead.assignments?.[0]?.personId;
  });
  const timer = await eventually(`lead ${leadId} has no execution`, () => timerOf(stage, leadId));
  return { leadId, assignedTo, timer };
}

async function makeKey({ flags, environment }: Deployed, ...tenant: readonly string[]): Promise<string> {
  const words = ['infra/commands/keys.ts', 'create', '--name', 'deploy check', ...tenant, ...flags];
  const { stdout } = await run(process.execPath, words, { cwd: root, env: environment });
  return stdout.trim();
}

interface Request {
  readonly method: string;
  readonly route: string;
  readonly body?: string;
  /** Of the body. */
  readonly type?: string;
}

/** Rejects with the answer's status and text unless it is 2xx. */
async function call({ api }: Deployed, key: string, { method, route, body, type }: Request): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${key}`,
    // The emulator looks for the usage plan's key in the header only, where AWS takes the one that the authorizer names.
    'x-api-key': hashOf(key),
    ...(type && { 'content-type': type }),
  };
  const answer = await fetch(api + route, { method, headers, ...(body && { body }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${route} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}

async function timerOf({ environment }: Deployed, leadId: string): Promise<string | undefined> {
  const client = new SFNClient({
    endpoint: environment['AWS_ENDPOINT_URL'] as string,
    region: environment['AWS_REGION'] as string,
    credentials: { accessKeyId: 'emulated', secretAccessKey: 'emulated' },
  });
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  const listed = stateMachines.map(({ stateMachineArn }) =>
    client.send(new ListExecutionsCommand({ stateMachineArn })),
  );
  const executions = (await Promise.all(listed)).flatMap(({ executions = [] }) => executions);
  return executions.find(({ name }) => name === leadId)?.status;
}

/** Asks once a second until something is there. */
async function eventually<Found>(complaint: string, ask: () => Promise<Found | undefined>): Promise<Found> {
  for (let second = 0; second < patience; second += 1) {
    const found = await ask();
    if (found !== undefined) return found;
    await pause(1000);
  }
  throw new Error(`After ${patience} seconds ${complaint}.`);
}
