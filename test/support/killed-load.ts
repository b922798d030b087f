import { setTimeout as wait } from 'node:timers/promises';
import type { RuntimeProcess } from 'assembly-runtime/process';
import { call } from './call.ts';
import { connectedCall, leadJson } from './leads.ts';
import type { SeededDice } from './seeded-dice.ts';

/** What the clients of a runtime know that dies now and then: what they asked for, and what they were told of it. */
export interface Told {
  /** Ids of the leads that were posted. */
  readonly posted: string[];
  /** The lead ids that were acknowledged, by the id of the post. */
  readonly leads: Map<string, string>;
  /** Lead ids whose answer was acknowledged. */
  readonly answered: Set<string>;
  /** The store's names that were asked for, and the last that was acknowledged. */
  readonly names: string[];
  acknowledgedName: string | undefined;
  /** Where the clock was last told to stand, ISO-8601. */
  clock: string;
  /** Answers that were neither expected nor a broken connection. */
  readonly surprises: string[];
}

export interface Client {
  readonly runtime: RuntimeProcess;
  readonly keys: ReadonlyMap<string, string>;
  readonly told: Told;
  readonly dice: SeededDice;
}

const clients = 3;

/** Sends requests from several clients at once; after some answers, or before the first, the runtime is killed. */
export async function loadUntilKilled(client: Client): Promise<void> {
  const { dice, runtime } = client;
  const enough = answersUntil(dice.between(0, 10));
  const working = Array.from({ length: clients }, () => work(client, enough.answer));
  await enough.reached;
  await wait(dice.between(0, 40));
  await runtime.kill();
  await Promise.all(working);
}

function answersUntil(wanted: number): { readonly reached: Promise<void>; answer(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = wanted;
  const answer = () => {
    left -= 1;
    if (left <= 0) resolve();
  };
  if (wanted === 0) resolve();
  return { reached: promise, answer };
}

async function work(client: Client, answer: () => void): Promise<void> {
  for (;;) {
    try {
      await request(client);
      answer();
    } catch {
      // The connection broke: the runtime is dead.
      return;
    }
  }
}

function request(client: Client): Promise<void> {
  const drawn = client.dice.next();
  if (drawn < 0.5) return postLead(client);
  if (drawn < 0.8) return answerLead(client);
  if (drawn < 0.9) return renameDealer(client);
  return moveClock(client);
}

async function postLead(client: Client): Promise<void> {
  const { told } = client;
  const id = `killed-${told.posted.length + 1}`;
  told.posted.push(id);
  await postAgain(client, id);
}

/** Posts the lead of that id, for the first time or once more. */
export async function postAgain({ runtime, keys, told }: Client, id: string): Promise<void> {
  const { status, body, text } = await call(`${await apiOf(runtime)}/v1/leads`, {
    ...{ method: 'POST', keys, body: leadJson(id) },
  });
  const { leads } = body as { readonly leads?: readonly { readonly leadId: string }[] };
  const leadId = leads?.[0]?.leadId;
  if (status !== 202 || leadId === undefined) told.surprises.push(`lead ${id}: ${status} ${text}`);
  else if ((told.leads.get(id) ?? leadId) !== leadId)
    told.surprises.push(`lead ${id} is ${leadId}, was ${told.leads.get(id)}`);
  else told.leads.set(id, leadId);
}

async function answerLead({ runtime, keys, told, dice }: Client): Promise<void> {
  const open = [...told.leads.values()].filter((leadId) => !told.answered.has(leadId));
  const leadId = open[dice.between(0, open.length - 1)];
  if (leadId === undefined) return;
  const path = `${await apiOf(runtime)}/v1/leads/${leadId}/activities`;
  const { status, text } = await call(path, {
    ...{ method: 'POST', keys, body: connectedCall(await nowOf(runtime), `call-${leadId}`) },
  });
  if (status === 202) told.answered.add(leadId);
  else told.surprises.push(`answer to ${leadId}: ${status} ${text}`);
}

async function renameDealer({ runtime, keys, told }: Client): Promise<void> {
  const path = `${await apiOf(runtime)}/v1/dealers/dealer-2`;
  const { body: store } = await call(path, { method: 'GET', keys, as: 'dealer-2' });
  const name = `Store ${told.names.length + 1}`;
  told.names.push(name);
  const { status, text } = await call(path, {
    ...{ method: 'PUT', keys, as: 'oem', body: { ...(store as object), name } },
  });
  if (status === 200) told.acknowledgedName = name;
  else told.surprises.push(`${name}: ${status} ${text}`);
}

async function moveClock({ runtime, told, dice }: Client): Promise<void> {
  const body = JSON.stringify({ advance: `PT${dice.between(1, 600)}S` });
  const answer = await fetch(`${runtime.url}/_local/clock`, { method: 'POST', body });
  const { now } = (await answer.json()) as { readonly now: string };
  if (now > told.clock) told.clock = now;
}

async function nowOf(runtime: RuntimeProcess): Promise<string> {
  const { now } = (await (await fetch(`${runtime.url}/_local`)).json()) as { readonly now: string };
  return now;
}

/** The base URL of the runtime's API. */
export async function apiOf(runtime: RuntimeProcess): Promise<string> {
  const { api } = (await (await fetch(`${runtime.url}/_local`)).json()) as { readonly api: string };
  return api;
}
