import type { Row } from './figure.ts';
import { startMachine } from './local-machine.ts';
import { median } from './samples.ts';

/** `npm start`: from the start of the process to `ready`, and the most memory the machine held until then. */
export async function measureStart(rounds = 3, flags: readonly string[] = []): Promise<Row[]> {
  const seconds: number[] = [];
  const megabytes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const machine = await startMachine(flags);
    seconds.push(machine.startMilliseconds / 1000);
    megabytes.push(machine.peakMegabytes() ?? Number.NaN);
    await machine.close();
  }
  return [
    { what: '`npm start` to ready', goal: '≤ 12 s', measured: `${median(seconds).toFixed(1)} s` },
    { what: 'memory at ready (peak RSS)', goal: '≤ 500 MB', measured: `${median(megabytes).toFixed(0)} MB` },
  ];
}
