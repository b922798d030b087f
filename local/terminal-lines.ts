import type { Moved } from './scheduler.ts';
import type { AnsweredRequest, Watcher } from './watcher.ts';

/** Where lines go: a stream, as far as it is used here. */
interface Output {
  write(text: string): unknown;
  /** Bytes that wait to be read. */
  readonly writableLength: number;
  /** Hears that nobody can be told anything any more. */
  on(event: 'error', gone: () => void): unknown;
}

/** Calls `run` again and again while a move lasts; gives what ends that. */
type Every = (run: () => void) => () => void;

/** Lines about what a runtime does, for its terminal. */
export interface TerminalLines extends Watcher {
  /** Writes what has happened so far, and from now on each thing as it happens; names are shortened by `shorten`. */
  begin(shorten?: (name: string) => string): void;
}

/** What waits to be read when lines are left out: who reads nothing must not fill our memory. */
const mostWaitingBytes = 1024 * 1024;
/** How often one step after the other may be the same before it is only counted. */
const mostAlike = 3;
/** Timers of the runtime's own, by the first word of their labels: they look at something and need not change anything. */
const bookkeeping = ['alarm', 'expiry'];
/** Real time between two lines about a move that lasts. */
const secondsBetweenReports = 2;

/**
 * Makes the lines that a terminal shows: one for each request that was answered and each step that time brought about (the
 * same one again and again is only counted), what was published and mailed, and how far the clock is while it moves. No line
 * has what a query or a body said. A pipe that nobody reads holds nothing up; a terminal that is stopped stops the runtime,
 * as it stops whatever writes to it.
 */
export function terminalLines(output: Output, every: Every = everyFewSeconds): TerminalLines {
  const writer = new LineWriter(output);
  let move: RunningMove | undefined;
  return {
    begin: (shorten) => writer.begin(shorten),
    answered: (request) => writer.line(request.at, requestLine(request)),
    madeKnown: (at, what) => writer.line(at, `  ${what}`),
    fired(at, label) {
      move?.note(at);
      if (!bookkeeping.includes(label.split(' ', 1)[0] ?? '')) writer.step(at, label);
    },
    moveBegan(from, to) {
      const running = new RunningMove(from, to);
      running.end = every(() => writer.line(running.reached, running.report()));
      move = running;
    },
    moveEnded(moved) {
      move?.end();
      move = undefined;
      writer.line(moved.now, moveLine(moved));
    },
  };
}

class RunningMove {
  reached: number;
  end: () => void = () => {};
  readonly #to: number;
  #fired = 0;

  constructor(from: number, to: number) {
    this.reached = from;
    this.#to = to;
  }

  note(at: number): void {
    this.reached = Math.max(this.reached, at);
    this.#fired += 1;
  }

  report(): string {
    return `the clock is on its way to ${instantText(this.#to)}; ${counted(this.#fired, 'timer')} fired`;
  }
}

class LineWriter {
  readonly #output: Output;
  #shorten: (name: string) => string = (name) => name;
  /** Until `begin`: what is told before somebody knows where the runtime is would hide that. */
  #held: (() => void)[] | undefined = [];
  #leftOut = 0;
  /** Whoever read is gone (a closed pipe or terminal); the runtime is there for others, too. */
  #isGone = false;
  /** The last line, where it was a step, with how often it came in a row. */
  #last: { readonly label: string; at: number; times: number } | undefined;

  constructor(output: Output) {
    this.#output = output;
    output.on('error', () => {
      this.#isGone = true;
    });
  }

  begin(shorten = this.#shorten): void {
    this.#shorten = shorten;
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const write of held) write();
  }

  line(at: number, text: string): void {
    if (this.#held) {
      this.#held.push(() => this.line(at, text));
      return;
    }
    this.#endRepeats();
    this.#write(at, text);
  }

  step(at: number, label: string): void {
    if (this.#held) {
      this.#held.push(() => this.step(at, label));
      return;
    }
    const last = this.#last?.label === label ? this.#last : undefined;
    if (!last) this.#endRepeats();
    this.#last = { label, at, times: (last?.times ?? 0) + 1 };
    if (this.#last.times <= mostAlike) this.#write(at, `fired ${this.#stepText(label)}`);
  }

  #stepText(label: string): string {
    const words = label
      .replace(/ wait$/, '')
      .split(' ')
      .filter(isForPeople);
    return words.map((word) => this.#shorten(word)).join(' ');
  }

  #endRepeats(): void {
    const { at = 0, times = 0 } = this.#last ?? {};
    this.#last = undefined;
    if (times > mostAlike) this.#write(at, `  … and so ${counted(times - mostAlike, 'more time')} until then`);
  }

  #write(at: number, text: string): void {
    if (this.#isGone) return;
    if (this.#output.writableLength > mostWaitingBytes) {
      this.#leftOut += 1;
      return;
    }
    const missing = this.#leftOut > 0 ? `(${counted(this.#leftOut, 'line')} left out: nobody read them)\n` : '';
    this.#leftOut = 0;
    this.#output.write(`${missing}${instantText(at)}  ${text}\n`);
  }
}

function requestLine({ method, url, status, milliseconds }: AnsweredRequest): string {
  return `${method} ${pathText(url)} ${status} (${Math.round(milliseconds)} ms)`;
}

/** A path without its query; a part of it that is no word of a route and no id (as of `x-1`, or a ULID) is not shown. */
function pathText(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path
    .split('/')
    .map((part) => (isWord(part) || isUniqueId(part) ? part : '…'))
    .join('/');
}

/** Such as `v1`, `openapi.json` or `dealer-1`, which are short; a number or a name of somebody is another thing. */
function isWord(part: string): boolean {
  return /^(?:[a-z]+(?:[.-][a-z]+)*(?:-?\d{1,2})?|_local)?$/.test(part) && part.length <= 20;
}

function isUniqueId(part: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(part) || !isForPeople(part);
}

function moveLine({ fired }: Moved): string {
  return `the clock is here; ${counted(fired, 'timer')} fired`;
}

/** Ids of single deliveries tell nobody anything. */
function isForPeople(word: string): boolean {
  return !/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}$/.test(word);
}

function counted(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`;
}

/** To the second, which is as exact as steps are looked at. */
function instantText(at: number): string {
  return `${new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace('T', ' ')}`;
}

function everyFewSeconds(run: () => void): () => void {
  const timer = setInterval(run, secondsBetweenReports * 1000).unref();
  return () => clearInterval(timer);
}
