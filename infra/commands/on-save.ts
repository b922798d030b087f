import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setInterval } from 'node:timers/promises';

/** Editors save in several writes: what two looks so far apart find the same is saved. */
const betweenLooksMilliseconds = 250;

/**
 * Runs something whenever what lies in the folders was changed, until the signal; one run ends before the next begins. It
 * looks at all files again and again (500 take a few milliseconds), because on Linux `fs.watch` hears no more of a file once
 * another took its place, which is how many editors and Git save.
 */
export async function onSave(
  folders: readonly string[],
  run: () => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  let handled = stateOf(folders);
  let seen = handled;
  try {
    for await (const _ of setInterval(betweenLooksMilliseconds, undefined, { ...(signal && { signal }) })) {
      const now = stateOf(folders);
      const settled = now === seen;
      seen = now;
      if (!settled || now === handled) continue;
      handled = now;
      await run();
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

/** Which files lie there and when each got what it holds: another text after every save. */
function stateOf(folders: readonly string[]): string {
  return folders.flatMap(filesIn).map(stampOf).sort().join('\n');
}

function filesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  } catch {
    return []; // A folder may be away for a moment, while Git changes branches.
  }
}

function stampOf(file: string): string {
  const stamp = statSync(file, { throwIfNoEntry: false });
  return stamp ? `${file} ${stamp.ino} ${stamp.size} ${stamp.mtimeMs}` : '';
}
