import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openJournal } from 'assembly-runtime/journal';
import { startProcess } from 'assembly-runtime/process';
import { synthesizedApp } from './assembly.ts';
import { type Counts, lookAround } from './killed-findings.ts';
import { loadUntilKilled, type Told } from './killed-load.ts';
import { SeededDice } from './seeded-dice.ts';

export interface KillPoints {
  readonly seed: number;
  /** How often the runtime is killed. */
  readonly kills: number;
  /** Where the clock stands at first, ISO-8601. */
  readonly clock: string;
}

/** What was found after the last restart. */
export interface Found {
  readonly counts: Counts & {
    readonly kills: number;
    /** Work that was found under way after the kills, by its kind. */
    readonly underWay: Readonly<Record<string, number>>;
  };
  /** Whatever is not as it should be; each a sentence. */
  readonly surprises: readonly string[];
}

/** Kills a runtime under load at random points, restarts it each time, and finds out whether anything was lost or doubled. */
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
  const underWay: Record<string, number> = {};
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const runtime = await startProcess(flags);
      await loadUntilKilled({ runtime, keys, told, dice });
      countUnderWay(data, underWay);
    }
    const runtime = await startProcess(flags);
    try {
      const { counts, surprises } = await lookAround({ runtime, keys, told, dice });
      return { counts: { ...counts, kills, underWay }, surprises };
    } finally {
      await runtime.kill();
    }
  } finally {
    rmSync(data, { recursive: true });
  }
}

function keysIn(seedText: string): ReadonlyMap<string, string> {
  const { credentials } = JSON.parse(seedText) as { readonly credentials: Readonly<Record<string, { key: string }>> };
  return new Map(Object.entries(credentials).map(([name, { key }]) => [name, key]));
}

/** Looks at a copy of the directory, as it lies there after a kill. */
function countUnderWay(data: string, underWay: Record<string, number>): void {
  const copy = mkdtempSync(path.join(tmpdir(), 'killed-'));
  cpSync(data, copy, { recursive: true });
  const journal = openJournal(copy);
  for (const { kind, entries } of journal.dropUnclaimed())
    if (passing.includes(kind)) underWay[kind] = (underWay[kind] ?? 0) + entries;
  journal.close();
  rmSync(copy, { recursive: true });
}

/** What a runtime at rest has none of. */
const passing = ['stream records', 'events', 'deliveries'];
