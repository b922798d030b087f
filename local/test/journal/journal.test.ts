import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UnusableDirectory } from '../../journal/data-directory.ts';
import { type Journal, noJournal } from '../../journal/journal.ts';
import { KeptList } from '../../journal/kept-list.ts';
import { keptMap } from '../../journal/kept-map.ts';
import { KeptSet } from '../../journal/kept-set.ts';
import { openJournal } from '../../journal/sqlite-journal.ts';

let folder: string;
let journal: Journal;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'journal-'));
  journal = openJournal(folder);
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true });
});

async function reopened(): Promise<Journal> {
  await journal.written();
  journal.close();
  journal = openJournal(folder);
  return journal;
}

describe('a shelf', () => {
  test('gives back what was left, in the order of the first put, each entry as it was at the end', async () => {
    const shelf = journal.shelf<{ n: number }>('things');
    const first = { n: 1 };
    shelf.put('a', () => first);
    shelf.put('b', () => ({ n: 2 }));
    shelf.put('c', () => ({ n: 3 }));
    shelf.delete('c');
    first.n = 10;
    expect((await reopened()).shelf('things').left()).toEqual([
      ['a', { n: 10 }],
      ['b', { n: 2 }],
    ]);
  });

  test.each([false, true])('an entry that goes and comes back is the youngest (in one turn: %s)', async (inOneTurn) => {
    const shelf = journal.shelf<number>('things');
    for (const [index, key] of ['a', 'b'].entries()) shelf.put(key, () => index);
    if (!inOneTurn) await journal.written();
    shelf.delete('a');
    if (!inOneTurn) await journal.written();
    shelf.put('a', () => 5);
    expect((await reopened()).shelf('things').left()).toEqual([
      ['b', 1],
      ['a', 5],
    ]);
  });

  test('is told from others by kind and owner', async () => {
    journal.shelf<number>('things', 'one').put('k', () => 1);
    journal.shelf<number>('things', 'other').put('k', () => 2);
    journal.shelf<number>('others', 'one').put('k', () => 3);
    expect((await reopened()).shelf('things', 'other').left()).toEqual([['k', 2]]);
  });

  test('keeps any text as a key and as a value', async () => {
    const texts = ['', ' ', "'; drop table entries --", 'ö\u0000ü', '\ud83d\ude97', 'x'.repeat(100_000)];
    for (const text of texts) journal.shelf<string>('things').put(`k${text}`, () => text);
    expect((await reopened()).shelf('things').left()).toEqual(texts.map((text) => [`k${text}`, text]));
  });
});

describe('a turn', () => {
  test('is over when the microtasks are, and only then is it written', async () => {
    const shelf = journal.shelf<number>('things');
    let value = 0;
    shelf.put('a', () => value);
    for (let step = 1; step <= 20; step += 1) {
      await Promise.resolve();
      value = step;
    }
    expect(journal.written()).toBeInstanceOf(Promise);
    await journal.written();
    value = 99;
    expect(journal.written()).toBeUndefined();
    expect((await reopened()).shelf('things').left()).toEqual([['a', 20]]);
  });

  test('calls what is to be called at its end, and writes what that puts', async () => {
    const shelf = journal.shelf<string>('things');
    journal.atTurnEnd(() => shelf.put('late', () => 'put'));
    await journal.written();
    expect((await reopened()).shelf('things').left()).toEqual([['late', 'put']]);
  });

  test('that runs at the closing is not kept, nor what is put later', async () => {
    const shelf = journal.shelf<number>('things');
    shelf.put('a', () => 1);
    await journal.written();
    shelf.put('b', () => 2);
    journal.close();
    shelf.put('c', () => 3);
    expect(journal.written()).toBeUndefined();
    expect((await reopened()).shelf('things').left()).toEqual([['a', 1]]);
  });
});

describe('the collections', () => {
  test('a map begins with what was left, and keeps every change', async () => {
    const map = keptMap<{ n: number }>(journal.shelf('map'));
    map.set('a', { n: 1 }).set('b', { n: 2 }).set('c', { n: 3 }).declare('d', { n: 4 });
    const second = map.get('b');
    if (second) second.n = 20;
    map.changed('b');
    map.delete('a');
    expect(map.size).toBe(3);
    const again = keptMap<{ n: number }>((await reopened()).shelf('map'));
    expect([...again]).toEqual([
      ['b', { n: 20 }],
      ['c', { n: 3 }],
    ]);
    again.clear();
    expect([...keptMap((await reopened()).shelf('map'))]).toEqual([]);
  });

  test('a list grows at its end and forgets from its beginning', async () => {
    const list = new KeptList<string>(journal.shelf('list'));
    for (const text of ['a', 'b', 'c', 'd']) list.add(text);
    list.forget(2);
    const again = new KeptList<string>((await reopened()).shelf('list'));
    again.add('e');
    expect(again.all).toEqual(['c', 'd', 'e']);
    expect(new KeptList((await reopened()).shelf('list')).all).toEqual(['c', 'd', 'e']);
  });

  test('a set keeps its members, but for what the templates declare', async () => {
    const set = new KeptSet(journal.shelf('set'));
    set.add('a').add('b').declare('c');
    set.delete('a');
    expect([...new KeptSet((await reopened()).shelf('set'))]).toEqual(['b']);
  });

  test('without a journal they work and keep nothing', async () => {
    expect(keptMap<number>(noJournal.shelf('map')).set('a', 1).get('a')).toBe(1);
    expect(noJournal.written()).toBeUndefined();
  });
});

describe('the directory', () => {
  test('tells whether anything was left', async () => {
    expect(journal.resumed).toBe(false);
    journal.shelf<number>('things').put('a', () => 1);
    expect((await reopened()).resumed).toBe(true);
  });

  test('drops what nobody asks for any more, once, and names it', async () => {
    journal.shelf<number>('messages', 'the queue gone').put('a', () => 1);
    journal.shelf<number>('messages', 'the queue gone').put('b', () => 2);
    journal.shelf<number>('messages', 'the queue here').put('a', () => 3);
    journal.shelf<number>('messages', 'the queue empty');
    (await reopened()).shelf('messages', 'the queue here');
    expect(journal.dropUnclaimed()).toEqual([{ kind: 'messages', owner: 'the queue gone', entries: 2 }]);
    expect((await reopened()).shelf('messages', 'the queue gone').left()).toEqual([]);
    expect(journal.shelf('messages', 'the queue here').left()).toEqual([['a', 3]]);
  });

  test('is refused while somebody has it, in one line that says who', async () => {
    expect(() => openJournal(folder)).toThrow(UnusableDirectory);
    expect(() => openJournal(folder)).toThrow(
      new RegExp(`^--data: ${folder} is in use by another process \\(${process.pid}\\)\\.$`),
    );
  });

  test('that is no directory, or is of another version, is refused in one line', async () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(() => openJournal(file)).toThrow(/^--data: .*file cannot be used: [^\n]*$/);
    journal.close();
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    const database = new DatabaseSync(path.join(folder, 'journal.db'));
    database.exec('pragma user_version = 99');
    database.close();
    expect(() => openJournal(folder)).toThrow(/was written by another version \(format 99, this one has 1\)/);
  });

  test('outlives kill -9: every turn that was told of is there whole, and the lock is free', async () => {
    journal.close();
    const script = `
      import { openJournal } from ${JSON.stringify(path.resolve(import.meta.dirname, '../../journal/sqlite-journal.ts'))};
      const journal = openJournal(${JSON.stringify(folder)});
      const shelf = journal.shelf('things');
      for (let turn = 1; ; turn += 1) {
        for (const half of ['left', 'right']) shelf.put(half + turn, () => 'x'.repeat(5000));
        await journal.written();
        process.stdout.write(turn + '\\n');
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.length > 20_000) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const told = Number(said.split('\n').at(-2));
    journal = openJournal(folder);
    const keys = new Set(
      journal
        .shelf('things')
        .left()
        .map(([key]) => key),
    );
    expect(told).toBeGreaterThan(100);
    for (let turn = 1; turn <= told; turn += 1)
      expect([turn, keys.has(`left${turn}`), keys.has(`right${turn}`)]).toEqual([turn, true, true]);
    expect(keys.size % 2).toBe(0);
  });

  test('holds three files at most', async () => {
    journal.shelf<number>('things').put('a', () => 1);
    await reopened();
    expect(readdirSync(folder).filter((name) => !/^(pid|journal\.db(-wal)?)$/.test(name))).toEqual([]);
  });
});
