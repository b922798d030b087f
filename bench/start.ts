import type { Row } from './figure.ts';
import { startLocalRuntime } from './local-runtime.ts';
import { median } from './samples.ts';

/** `npm start`: from the start of the process to `ready`, and the most memory the runtime held until then. */
export async function measureStart(rounds = 3, flags: readonly string[] = []): Promise<Row[]> {
  const seconds: number[] = [];
  const megabytes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const runtime = await startLocalRuntime(flags);
    seconds.push(runtime.startMilliseconds / 1000);
    megabytes.push(runtime.peakMegabytes() ?? Number.NaN);
    await runtime.close();
  }
  return [
    { what: '`npm start` to ready', goal: '≤ 12 s', measured: `${median(seconds).toFixed(1)} s` },
    { what: 'memory at ready (peak RSS)', goal: '≤ 500 MB', measured: `${median(megabytes).toFixed(0)} MB` },
  ];
}
