import { formatWithOptions } from 'node:util';

interface Output {
  /** Names the request to which the lines that follow belong. */
  readonly format: 'Text' | 'JSON';
  requestId(): string;
  write(line: string): void;
}

const levels = { log: 'INFO', info: 'INFO', debug: 'DEBUG', warn: 'WARN', error: 'ERROR', trace: 'TRACE' } as const;

/** Sends what the function writes to `output`, and gives console the line format of the Node runtime. */
export function captureOutput(output: Output): void {
  captureStream(process.stdout, output.write);
  captureStream(process.stderr, output.write);
  for (const [method, level] of Object.entries(levels)) {
    Reflect.set(console, method, (...args: unknown[]) => output.write(consoleLine(output, level, args)));
  }
}

function consoleLine(output: Output, level: string, args: readonly unknown[]): string {
  const timestamp = new Date().toISOString();
  const message = formatWithOptions({ colors: false }, ...args);
  if (output.format === 'Text') return `${timestamp}\t${output.requestId()}\t${level}\t${message}`;
  return JSON.stringify({ timestamp, level, requestId: output.requestId(), message });
}

/** Loggers write to the stream and not by console; a line may come in pieces. */
function captureStream(stream: NodeJS.WriteStream, write: (line: string) => void): void {
  let rest = '';
  const take = (chunk: string | Uint8Array): void => {
    const lines = (rest + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) write(line);
  };
  stream.write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown) => {
    take(chunk);
    const after = typeof encoding === 'function' ? encoding : done;
    if (typeof after === 'function') queueMicrotask(() => after());
    return true;
  };
}
