import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readCommandLine, usageOf } from '../command-line.ts';
import { WrongCommandLine } from '../wrong-command-line.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'command-line-'));
const seed = path.join(folder, 'seed.json');
writeFileSync(seed, '{}');
writeFileSync(path.join(folder, 'manifest.json'), '{}');
afterAll(() => rmSync(folder, { recursive: true }));

const more = path.join(folder, 'more.json');
writeFileSync(more, '{"stage":"test","count":3}');
const list = path.join(folder, 'list.json');
writeFileSync(list, '["stage"]');

const bare = { name: 'run', flags: [] };
const nothing = {
  ...{ port: 4510, clock: undefined, seed: undefined, app: undefined, context: {} },
  ...{ assembly: undefined, data: undefined, quiet: false },
};

describe('the command line', () => {
  test.each([
    [[], nothing],
    [['--port', '0'], { ...nothing, port: 0 }],
    [['--port=8080', '--clock', 'real'], { ...nothing, port: 8080, clock: 'real' }],
    [['--clock', '2026-03-02T14:00:00Z'], { ...nothing, clock: Date.parse('2026-03-02T14:00:00Z') }],
    [['--clock', '2026-03-02T14:00:00+01:00'], { ...nothing, clock: Date.parse('2026-03-02T13:00:00Z') }],
    [['--seed', seed, '--assembly', folder], { ...nothing, seed, assembly: folder }],
    [['--app', 'npx tsx app.ts'], { ...nothing, app: 'npx tsx app.ts' }],
    [['--context', 'stage=dev', '--context', 'a=b=c'], { ...nothing, context: { stage: 'dev', a: 'b=c' } }],
    [['--context', more, '--context', 'stage='], { ...nothing, context: { stage: '', count: 3 } }],
    [['--data', 'kept/here'], { ...nothing, data: path.resolve('kept/here') }],
    [['--quiet'], { ...nothing, quiet: true }],
    [['--help', '--port', 'x'], undefined],
  ])('%j', (args, asked) => {
    expect(readCommandLine(args, bare)).toEqual(asked);
  });

  test('what a project presets holds until somebody says otherwise', () => {
    const preset = { name: 'npm start --', flags: ['--app', 'app.ts', '--context', 'stage=dev', '--port', '80'] };
    const asked = readCommandLine(['--port', '0', '--context', 'region=here'], preset);
    expect(asked).toEqual({ ...nothing, app: 'app.ts', port: 0, context: { stage: 'dev', region: 'here' } });
    const lines = usageOf(preset).split('\n');
    expect(lines[0]).toBe('npm start -- [flags]');
    expect(lines.at(-1)).toContain('--app app.ts --context stage=dev --port 80');
  });

  test.each([
    [['--prot', '1'], '--prot'],
    [['-x'], '-x'],
    [['4510'], '4510'],
    [['--port'], '--port'],
    [['--port', 'abc'], '"abc"'],
    [['--port', '65536'], '"65536"'],
    [['--port', '-1'], '--port'],
    [['--port', ''], '--port'],
    [['--clock', 'now'], '"now"'],
    [['--clock', '2026-03-02T14:00:00'], '2026-03-02T14:00:00Z'],
    [['--clock', '2026-02-30T14:00:00Z'], '2026-02-30'],
    [['--seed', path.join(folder, 'none.json')], 'none.json'],
    [['--assembly', tmpdir()], 'manifest.json'],
    [['--data', ''], '--data'],
    [['--context', 'stage'], 'no stage'],
    [['--context', list], 'list.json'],
  ])('%j is refused in one line', (args, named) => {
    const refusal = (() => {
      try {
        return readCommandLine(args, bare);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(WrongCommandLine);
    const message = refusal instanceof WrongCommandLine ? refusal.message : '';
    expect(message).toContain(named);
    expect(message).not.toContain('\n');
  });
});
