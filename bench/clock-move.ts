import { leadOf, read, timersStarted } from './demo-leads.ts';
import type { Row } from './figure.ts';
import { postUnderLoad } from './load.ts';
import { startLocalRuntime } from './local-runtime.ts';
import { manyDealers } from './many-dealers.ts';
import { median } from './samples.ts';

interface Move {
  readonly leads: number;
  readonly days: number;
  /** A synthesized app; the present one is synthesized by default. */
  readonly assembly?: string;
}

/** One move of the clock over open leads that nobody answers: every warning, breach, escalation, hand-over and mail of theirs. */
export async function measureClockMove(move: Move = { leads: 64, days: 3 }, rounds = 3): Promise<Row[]> {
  const moves = [];
  for (let round = 0; round < rounds; round += 1) moves.push(await moveTheClock(move));
  const seconds = median(moves.map(({ seconds }) => seconds));
  const cpuSeconds = median(moves.map(({ cpuSeconds }) => cpuSeconds));
  return [
    {
      what: `a clock move of ${move.days} days over ${move.leads} open leads`,
      goal: '≤ 5 s',
      measured: `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor)`,
      beside: `${moves[0]?.fired} moments at which something was due, ${moves[0]?.messages} mails since the first lead`,
    },
  ];
}

async function moveTheClock({ leads, days, assembly }: Move) {
  const { seed, keys } = manyDealers(20);
  const app = assembly === undefined ? [] : ['--assembly', assembly];
  const runtime = await startLocalRuntime([...app, '--seed', seed, '--clock', '2026-03-02T15:00:00Z', '--quiet']);
  try {
    const api = String((await read(`${runtime.url}/_local`))['api']);
    const requestOf = (number: number) => leadOf(number, { api, keys });
    // One after the other, for as many as are asked for.
    const posted = await postUnderLoad({ connections: 1, enough: (requests) => requests >= leads, requestOf });
    await timersStarted(runtime.url, posted.latencies.length);
    const [began, cpuBefore] = [performance.now(), runtime.cpuSeconds()];
    const moved = await advance(runtime.url, days);
    const seconds = (performance.now() - began) / 1000;
    const cpuSeconds = (runtime.cpuSeconds() ?? Number.NaN) - (cpuBefore ?? Number.NaN);
    const { messages } = (await read(`${runtime.url}/_local/messages`)) as { messages: unknown[] };
    return { seconds, cpuSeconds, fired: moved.fired, messages: messages.length };
  } finally {
    await runtime.close();
  }
}

async function advance(url: string, days: number): Promise<{ readonly fired: number }> {
  const body = JSON.stringify({ advance: `P${days}D` });
  return (await (await fetch(`${url}/_local/clock`, { method: 'POST', body })).json()) as { fired: number };
}
