import { marshall } from '@aws-sdk/util-dynamodb';
import type { Bill } from 'assembly-runtime/bill';
import type { Temporal } from 'temporal-polyfill';
import type { Dealer } from '../functions/dealers/dealer/dealer.ts';
import { marshalling } from '../functions/platform/table.port.ts';
import type { Item } from '../functions/platform/table.ts';
import { tablesOf } from '../infra/names.ts';
import { type LocalRuntime, startLocalRuntime } from './local-runtime.ts';
import { manyDealers } from './many-dealers.ts';
import { asAnother } from './open-leads.ts';

/** Leads that are there before anything is measured. */
export interface MadeLead {
  readonly number: number;
  readonly items: readonly Item[];
  /** How many leads stand in the table like this one, itself included. */
  readonly copies: number;
}

/** What a runtime has before anything is measured. */
interface Grown {
  readonly dealers: readonly Partial<Dealer>[];
  readonly leads: readonly MadeLead[];
  readonly startsAt: Temporal.Instant;
  readonly flags: readonly string[];
}

/** A runtime whose table holds leads that nobody posted. */
export interface GrownRuntime extends LocalRuntime {
  /** The API's base URL, before `/v1`. */
  readonly api: string;
  /** One per dealer. */
  readonly keys: readonly string[];
  bill(): Promise<Bill>;
  /** Moves the clock by an ISO-8601 duration; resolves when all that came of it has ended. */
  advance(duration: string): Promise<void>;
}

/** A hundred thousand leads may take more than Node gives by default. */
const heap = '--max-old-space-size=8192';
/** DynamoDB takes 25 items at once, and a lead has left eight. */
const leadsAtOnce = 3;
const connections = 4;

/** Starts a runtime and puts leads into its table; nothing of theirs is published, and no timer runs for them. */
export async function startGrownRuntime({ dealers, leads, startsAt, flags }: Grown): Promise<GrownRuntime> {
  const { seed, keys } = manyDealers(dealers.length, (number) => dealers[number] ?? {});
  const given = [...flags, '--seed', seed, '--clock', startsAt.toString()];
  const runtime = await startLocalRuntime(given, [heap]);
  await putAll(runtime.url, putsOf(leads)).catch(async (error: unknown) => {
    await runtime.close();
    throw error;
  });
  const { api } = (await (await fetch(`${runtime.url}/_local`)).json()) as { api: string };
  return {
    ...runtime,
    ...{ api, keys },
    bill: async () => (await (await fetch(`${runtime.url}/_local/bill`)).json()) as Bill,
    async advance(duration) {
      const request = { method: 'POST', body: JSON.stringify({ advance: duration }) };
      const answer = await fetch(`${runtime.url}/_local/clock`, request);
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    },
  };
}

/** The requests that put each lead and its copies, as JSON. */
function* putsOf(leads: readonly MadeLead[]): Generator<string, undefined> {
  for (const { number, items, copies } of leads) {
    const puts = items.map((item) => JSON.stringify({ PutRequest: { Item: marshall(item, marshalling) } })).join();
    for (let copy = 0; copy < copies; copy += 1) yield asAnother(puts, number, number + copy * leads.length);
  }
}

/** Puts items past every rule of ours, in batches that are sent beside each other. */
async function putAll(endpoint: string, puts: Generator<string, undefined>): Promise<void> {
  const { main } = tablesOf('lanekeeper-dev');
  const scope = 'operator/20260304/us-east-1/dynamodb/aws4_request';
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.BatchWriteItem',
  };
  const connection = async () => {
    for (;;) {
      const batch = Array.from({ length: leadsAtOnce }, () => puts.next().value ?? []).flat();
      if (batch.length === 0) return;
      const body = `{"RequestItems":{"${main}":[${batch.join()}]}}`;
      const answer = await fetch(endpoint, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
}
