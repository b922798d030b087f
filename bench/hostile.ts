import type { Dealer } from '../functions/dealers/dealer/dealer.ts';
import { demoDealers } from '../infra/demo/dealers.ts';
import { hostileDocument } from '../test/support/hostile-documents.ts';
import { SeededDice } from '../test/support/seeded-dice.ts';
import { milliseconds, type Row, whole } from './figure.ts';
import { startLocalRuntime } from './local-runtime.ts';
import { manyDealers } from './many-dealers.ts';

export interface HostileEffort {
  /** Documents from their bytes to the items that would be saved, each against the table's limits. */
  readonly checked: number;
  /** Documents through the API of a runtime. */
  readonly posted: number;
}

const seed = 20_261_123;
/** Their keys may send so many requests a second together that none has to wait. */
const dealers = 20;
const connections = 4;

/**
 * Documents that mean no good, the same ones at every run: how many threw or led to an item that the table does not take, and
 * how many the API answered with a 5xx.
 */
export async function measureHostile(effort: HostileEffort = { checked: 100_000, posted: 2_000 }): Promise<Row[]> {
  return [...(await checkedRows(effort.checked)), ...(await postedRows(effort.posted))];
}

async function checkedRows(documents: number): Promise<Row[]> {
  // What the functions ask of their environment.
  Object.assign(process.env, { TABLE_NAME: 'none', AWS_REGION: 'us-east-1' });
  const { openCheckedIntake } = await import('../test/support/checked-intake.ts');
  const [dealer] = demoDealers as readonly [Dealer];
  const dice = new SeededDice(seed);
  const outcomes = new Tally();
  let slowest = 0;
  let take = openCheckedIntake(dealer);
  for (let number = 0; number < documents; number += 1) {
    // What came before is there for the next ones, but not for ever.
    if (number % 20 === 0) take = openCheckedIntake(dealer);
    const document = hostileDocument(dice);
    const began = performance.now();
    const { kind, reason, faults } = await take(document).catch(threw);
    slowest = Math.max(slowest, performance.now() - began);
    outcomes.add(faults.length > 0 || reason === 'unstorable' ? 'wrong' : (reason ?? kind));
  }
  return [
    {
      what: `${whole(documents)} hostile documents from bytes to items: threw, or the table would not take`,
      goal: '0',
      measured: whole(outcomes.of('wrong')),
      beside: outcomes.toString(),
    },
    { what: 'slowest of them', measured: milliseconds(slowest) },
  ];
}

function threw(error: unknown) {
  return { kind: 'threw', reason: undefined, faults: [String(error)] };
}

async function postedRows(documents: number): Promise<Row[]> {
  const { seed: seedFile, keys } = manyDealers(dealers);
  const runtime = await startLocalRuntime(['--seed', seedFile, '--clock', '2026-03-02T15:00:00Z']);
  try {
    const api = String(((await (await fetch(`${runtime.url}/_local`)).json()) as { api: unknown }).api);
    const dice = new SeededDice(seed);
    const statuses = new Tally();
    const letters = async () =>
      ((await (await fetch(`${runtime.url}/_local/dead-letters`)).json()) as { deadLetters: unknown[] }).deadLetters;
    let next = 0;
    let slowest = 0;
    const connection = async () => {
      while (next < documents) {
        next += 1;
        const key = keys[next % keys.length] ?? '';
        const began = performance.now();
        statuses.add(String(await post(`${api}/v1/leads`, key, hostileDocument(dice))));
        slowest = Math.max(slowest, performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: connections }, connection));
    return [
      {
        what: `${whole(documents)} of them posted: answered with 5xx`,
        goal: '0',
        measured: whole(statuses.of('5')),
        beside: `${statuses}; ${(await letters()).length} dead letters`,
      },
      { what: 'slowest answer', measured: milliseconds(slowest) },
    ];
  } finally {
    await runtime.close();
  }
}

async function post(url: string, key: string, { type, bytes }: ReturnType<typeof hostileDocument>): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': type };
  const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) });
  const said = await answer.text();
  if (answer.status >= 500) console.error(`${answer.status} ${said.slice(0, 300)}`);
  return answer.status;
}

/** How often something was seen. */
class Tally {
  readonly #counts = new Map<string, number>();

  add(seen: string): void {
    this.#counts.set(seen, (this.#counts.get(seen) ?? 0) + 1);
  }

  /** How often what begins like this. */
  of(beginning: string): number {
    return [...this.#counts].reduce((sum, [seen, count]) => sum + (seen.startsWith(beginning) ? count : 0), 0);
  }

  toString(): string {
    return [...this.#counts]
      .sort()
      .map(([seen, count]) => `${seen} ${whole(count)}`)
      .join(', ');
  }
}
