import { describe, expect, test } from 'vitest';
import { type TerminalLines, terminalLines } from '../terminal-lines.ts';
import { createScheduler } from '../virtual-scheduler.ts';

const at = Date.parse('2026-03-02T14:00:00.250Z');

/** Lines with what they wrote, and a clock for reports that a test strikes. */
function rig(begun = true) {
  const written: string[] = [];
  let goAway = () => {};
  const output = {
    writableLength: 0,
    write: (text: string) => written.push(...text.trimEnd().split('\n')),
    on: (_event: 'error', gone: () => void) => {
      goAway = gone;
    },
  };
  let strike = () => {};
  const lines = terminalLines(output, (run) => {
    strike = run;
    return () => {
      strike = () => {};
    };
  });
  if (begun) lines.begin((name) => name.replace('app-dev-', ''));
  return { written, output, lines, strike: () => strike(), goAway: () => goAway() };
}

const request = { at, method: 'POST', url: '/v1/orders', status: 202, milliseconds: 41.6 };

describe('a request', () => {
  test('is a line with what it asked for and what came of it', () => {
    const { lines, written } = rig();
    lines.answered(request);
    expect(written).toEqual(['2026-03-02 14:00:00Z  POST /v1/orders 202 (42 ms)']);
  });

  test.each([
    ['/v1/orders?email=ann@mail.example', '/v1/orders'],
    ['/v1/orders/01ARZ3NDEKTSV4RRFFQ69G5FAV/lines', '/v1/orders/01ARZ3NDEKTSV4RRFFQ69G5FAV/lines'],
    ['/v1/people/ann@mail.example', '/v1/people/…'],
    ['/v1/people/ann%40mail.example/x', '/v1/people/…/x'],
    [`/v1/${'a'.repeat(65)}`, '/v1/…'],
    ['/v1/people/5551234567', '/v1/people/…'],
    ['/v1/people/Maya_Okafor-1980-02-03', '/v1/people/…'],
    ['/v1/orders/demo-key-of-somebody-long', '/v1/orders/…'],
    ['/v1/shops/shop-1', '/v1/shops/shop-1'],
    ['/v1/openapi.json', '/v1/openapi.json'],
    ['/v1/x/991807ec-5c7f-47f8-908d-fedeb43af491', '/v1/x/991807ec-5c7f-47f8-908d-fedeb43af491'],
    ['/\u001b[2J', '/…'],
    ['/', '/'],
  ])('for %s shows nothing that could be more than an id', (url, shown) => {
    const { lines, written } = rig();
    lines.answered({ ...request, url });
    expect(written).toEqual([`2026-03-02 14:00:00Z  POST ${shown} 202 (42 ms)`]);
  });
});

describe('a step that fired', () => {
  const fire = (lines: TerminalLines, ...labels: readonly string[]) => {
    for (const [second, label] of labels.entries()) lines.fired(at + second * 1000, label);
  };

  test.each([
    ['app-dev-ship 01ARZ Until due wait', 'ship 01ARZ Until due'],
    ['lambda app-dev-ship event 991807ec-5c7f-47f8-908d-fedeb43af491', 'lambda ship event'],
    ['schedule of Daily', 'schedule of Daily'],
  ])('%s is named for people', (label, text) => {
    const { lines, written } = rig();
    fire(lines, label);
    expect(written).toEqual([`2026-03-02 14:00:00Z  fired ${text}`]);
  });

  test('that comes again and again is counted from the fourth time on', () => {
    const { lines, written } = rig();
    fire(lines, 'a', 'a', 'a', 'a', 'a', 'b', 'a');
    expect(written.map((line) => line.slice(11))).toEqual([
      ...[
        '14:00:00Z  fired a',
        '14:00:01Z  fired a',
        '14:00:02Z  fired a',
        '14:00:04Z    … and so 2 more times until then',
      ],
      ...['14:00:05Z  fired b', '14:00:06Z  fired a'],
    ]);
  });

  test.each(['alarm app-dev-waiting', 'expiry in app-dev-table'])('of the runtime itself, as %s, is none', (label) => {
    const { lines, written } = rig();
    fire(lines, label);
    expect(written).toEqual([]);
  });
});

describe('a move of the clock', () => {
  test('tells how far it is while it lasts, and where it ended', async () => {
    const { lines, written, strike } = rig();
    const scheduler = createScheduler({ start: at, watcher: lines });
    scheduler.at(at + 60_000, 'one', () => {});
    scheduler.at(at + 120_000, 'two', strike);
    await scheduler.moveTo(at + 3_600_000);
    strike();
    expect(written).toEqual([
      '2026-03-02 14:01:00Z  fired one',
      '2026-03-02 14:02:00Z  fired two',
      '2026-03-02 14:02:00Z  the clock is on its way to 2026-03-02 15:00:00Z; 2 timers fired',
      '2026-03-02 15:00:00Z  the clock is here; 2 timers fired',
    ]);
  });
});

describe('the lines', () => {
  test('wait until it is said where the runtime is', () => {
    const { lines, written } = rig(false);
    lines.answered(request);
    lines.fired(at, 'one');
    expect(written).toEqual([]);
    lines.begin();
    expect(written).toHaveLength(2);
  });

  test('that nobody reads are left out, and counted once somebody does', () => {
    const { lines, written, output } = rig();
    output.writableLength = 2 ** 21;
    for (let times = 0; times < 5; times += 1) lines.answered(request);
    expect(written).toEqual([]);
    output.writableLength = 0;
    lines.answered(request);
    expect(written).toEqual(['(5 lines left out: nobody read them)', expect.stringContaining('POST /v1/orders 202')]);
  });

  test('end where whoever read is gone, and the runtime goes on', () => {
    const { lines, written, goAway } = rig();
    goAway();
    lines.answered(request);
    expect(written).toEqual([]);
  });

  test('say what is published and mailed', () => {
    const { lines, written } = rig();
    lines.madeKnown(at, 'event order.placed');
    lines.madeKnown(at, 'a mail');
    expect(written).toEqual(['2026-03-02 14:00:00Z    event order.placed', '2026-03-02 14:00:00Z    a mail']);
  });
});
