import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { synthesizedApp } from './assembly.ts';
import { openAws } from './aws.ts';
import { call } from './call.ts';
import { openControl } from './control.ts';
import { apiOf, type Client, loadUntilKilled, postAgain, type Told } from './killed-load.ts';
import { startProcess } from './machine-process.ts';
import { SeededDice } from './seeded-dice.ts';

export interface KillPoints {
  readonly seed: number;
  /** How often the machine is killed. */
  readonly kills: number;
  /** Where the clock stands at first, ISO-8601. */
  readonly clock: string;
}

/** What was found after the last restart; everything but the counts should be empty. */
export interface Found {
  readonly counts: {
    readonly kills: number;
    readonly posted: number;
    /** Leads whose first post was acknowledged, before a kill. */
    readonly acknowledged: number;
    readonly answered: number;
    readonly renamed: number;
    readonly mails: number;
    readonly repeatedMails: number;
  };
  readonly surprises: readonly string[];
}

/** Kills a machine under load at random points, restarts it each time, and finds out whether anything was lost or doubled. */
export async function killPoints({ seed, kills, clock }: KillPoints): Promise<Found> {
  const { assembly } = await synthesizedApp();
  const data = mkdtempSync(path.join(tmpdir(), 'kill-points-'));
  const seedFile = path.join(assembly, 'demo-seed.json');
  const flags = ['--assembly', assembly, '--seed', seedFile, '--data', data, '--clock', clock];
  const dice = new SeededDice(seed);
  const keys = keysIn(readFileSync(seedFile, 'utf8'));
  const told: Told = {
    ...{ posted: [], leads: new Map(), answered: new Set(), names: [], acknowledgedName: undefined },
    ...{ clock, surprises: [] },
  };
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const machine = await startProcess(flags);
      await loadUntilKilled({ machine, keys, told, dice });
    }
    const machine = await startProcess(flags);
    try {
      return await lookAround({ machine, keys, told, dice }, kills);
    } finally {
      await machine.kill();
    }
  } finally {
    rmSync(data, { recursive: true });
  }
}

function keysIn(seedText: string): ReadonlyMap<string, string> {
  const { credentials } = JSON.parse(seedText) as { readonly credentials: Readonly<Record<string, { key: string }>> };
  return new Map(Object.entries(credentials).map(([name, { key }]) => [name, key]));
}

async function lookAround(client: Client, kills: number): Promise<Found> {
  const { machine, told } = client;
  const acknowledged = told.leads.size;
  const control = openControl(`${machine.url}/_local`, async () => {});
  const resumedAt = await control.clock.now();
  if (resumedAt < told.clock) told.surprises.push(`The clock stands at ${resumedAt}; ${told.clock} was acknowledged.`);
  await control.clock.advance('PT0S');
  for (const id of told.posted) await postAgain(client, id);
  await control.clock.advance('P4D');
  await everyLead(client);
  const surprises = [
    ...told.surprises,
    ...(await storeName(client)),
    ...(await unfinished(client)),
    ...machine.complaints().split('\n').filter(Boolean),
  ];
  const mails = [...Map.groupBy(await control.messages(), ({ to, tags }) => JSON.stringify([to, tags])).values()];
  for (const copies of mails)
    if (copies.length > 2) surprises.push(`${copies.length} times ${copies[0]?.subject} to ${copies[0]?.to}`);
  const repeatedMails = mails.filter(({ length }) => length > 1).length;
  const counts = {
    ...{ kills, posted: told.posted.length, acknowledged, answered: told.answered.size },
    ...{ renamed: told.names.length, mails: mails.length, repeatedMails },
  };
  return { counts, surprises };
}

/** Every lead is there once, with its events, and those that were answered know it. */
async function everyLead({ machine, keys, told }: Client): Promise<void> {
  const control = openControl(`${machine.url}/_local`, async () => {});
  const api = await apiOf(machine);
  const received = Map.groupBy(await control.events('lead.received.v1'), ({ subject }) => subject);
  const notices = Map.groupBy(await control.slaNotices(), ({ tags }) => tags['leadId'] ?? '');
  const items = await openAws(machine.url).items();
  const leads = items.filter(
    ({ PK, SK }) => PK.startsWith('LEAD#') && !String(SK).includes('#') && String(SK) === 'LEAD',
  );
  if (leads.length !== told.posted.length) told.surprises.push(`${leads.length} leads of ${told.posted.length} posted`);
  for (const [id, leadId] of told.leads) {
    const { status, body } = await call(`${api}/v1/leads/${leadId}`, { method: 'GET', keys, as: 'oem' });
    const lead = body as { source?: { id?: string }; sla?: { firstResponse: { stoppedAt?: string } } };
    if (status !== 200 || lead.source?.id !== id) told.surprises.push(`lead ${id} (${leadId}): ${status}`);
    const events = new Set((received.get(leadId) ?? []).map((event) => event.id));
    if (events.size !== 1) told.surprises.push(`lead ${leadId} was received ${events.size} times`);
    const answered = lead.sla?.firstResponse.stoppedAt !== undefined;
    if (told.answered.has(leadId) && !answered) told.surprises.push(`the answer to lead ${leadId} is lost`);
    const kinds = new Set((notices.get(leadId) ?? []).map(({ tags }) => tags['notice']));
    if (!answered && kinds.size !== 5) told.surprises.push(`lead ${leadId} has the notices ${[...kinds]}`);
  }
}

async function storeName({ machine, keys, told }: Client): Promise<readonly string[]> {
  const { body } = await call(`${await apiOf(machine)}/v1/dealers/dealer-2`, { method: 'GET', keys, as: 'dealer-2' });
  const { name } = body as { readonly name: string };
  // Of edits under way at a kill nobody knows whether they were made.
  const possible = told.names.slice(told.names.indexOf(told.acknowledgedName ?? ''));
  return told.acknowledgedName === undefined || possible.includes(name) ? [] : [`The store is called ${name}.`];
}

/** What should have ended well by now and has not. */
async function unfinished({ machine }: Client): Promise<readonly string[]> {
  const control = openControl(`${machine.url}/_local`, async () => {});
  const executions = (await control.executions()).filter(({ status }) => status !== 'SUCCEEDED');
  return [
    ...executions.map(({ machine: name, name: execution, status }) => `${name} ${execution} is ${status}`),
    ...(await control.deadLetters()).map((letter) => `dead letter ${JSON.stringify(letter).slice(0, 300)}`),
    ...(await control.denied()).map((denied) => `denied ${JSON.stringify(denied)}`),
  ];
}
