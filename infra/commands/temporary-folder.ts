import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The exit code of what was interrupted, as shells have it. */
const interrupted = 130;

/** A folder of a command's own, and what says that the process ends, for those who write into it. */
interface TemporaryFolder {
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Awaited before a signal ends the process: the ends of those who would write on into a folder that is gone. */
  readonly beforeEnd: (() => Promise<void>)[];
}

/**
 * A folder that is there until the process ends, also where a signal ends it, which by itself would leave the folder.
 * `exitCode` is of a command that is interrupted: 0 for one that has no other end.
 */
export function temporaryFolder(purpose: string, exitCode = interrupted): TemporaryFolder {
  const folder = mkdtempSync(path.join(tmpdir(), `lanekeeper-${purpose}-`));
  const ending = new AbortController();
  process.once('exit', () => {
    ending.abort();
    rmSync(folder, { recursive: true, force: true });
  });
  const beforeEnd: TemporaryFolder['beforeEnd'] = [];
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      await Promise.allSettled(beforeEnd.map((end) => end()));
      process.exit(exitCode);
    });
  return { folder, signal: ending.signal, beforeEnd };
}
