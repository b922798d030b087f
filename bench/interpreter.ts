import { expressRates } from 'assembly-runtime/bench/express-rate';
import { type Row, times, whole } from './figure.ts';
import { median } from './samples.ts';

/** Express executions in a second of processor time of the runtime's Step Functions alone, beside nothing but the same six JSONata expressions. */
export async function measureInterpreter(executions = 2_000, rounds = 5): Promise<Row[]> {
  const rates = await expressRates(executions, rounds);
  const [rate, bare] = [median(rates.executions), median(rates.expressions)];
  return [
    {
      what: 'Express executions of six states, one after another',
      measured: `${whole(rate)}/s`,
      beside: `${whole(bare)}/s evaluating their six JSONata expressions alone (${times(bare, rate)} ours)`,
    },
  ];
}
