/** A line of the bill as `/_local/bill` gives it. */
interface BilledLine {
  readonly service: string;
  readonly item: string;
  readonly units: number;
  readonly usd: number;
  /** The day on which the price was looked up; absent where nobody has. */
  readonly seen?: string;
}

export interface Billed {
  readonly region: string;
  readonly pricesOf: string;
  readonly bill: readonly BilledLine[];
  readonly monthly: readonly BilledLine[];
}

/** What one of `count` units of work added to a bill: units and USD of each line, and the sum. */
export function difference(
  before: Billed,
  after: Billed,
  count: number,
): { readonly lines: readonly BilledLine[]; readonly total: number } {
  const lines = after.bill.map(({ service, item, units, usd, seen }) => {
    const earlier = before.bill.find((line) => line.service === service && line.item === item);
    return {
      ...{ service, item },
      ...(seen !== undefined && { seen }),
      units: (units - (earlier?.units ?? 0)) / count,
      usd: (usd - (earlier?.usd ?? 0)) / count,
    };
  });
  const added = lines.filter(({ units }) => units > 0);
  return { lines: added, total: added.reduce((sum, { usd }) => sum + usd, 0) };
}

/** The lines as a table for people: units of one and USD of a million, or both of a month. `*` marks a price that nobody has looked up. */
export function tableOf(title: string, lines: readonly BilledLine[], per: 'lead' | 'month' = 'lead'): string {
  const times = per === 'lead' ? 1e6 : 1;
  const usd = (amount: number) => `$${(amount * times).toFixed(2)}`;
  const header = ['service', 'item', `units a ${per}`, per === 'lead' ? 'USD a million' : 'USD a month', ''];
  const rows = lines.map((line) => [
    line.service,
    line.item,
    unitsText(line.units),
    usd(line.usd),
    line.seen ? '' : '*',
  ]);
  const sum = ['', 'together', '', usd(lines.reduce((total, line) => total + line.usd, 0)), ''];
  const table = [header, ...rows, sum];
  const widths = header.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const text = table.map((row) =>
    row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
  return [`\n${title}`, ...text.map((line) => `  ${line.trimEnd()}`)].join('\n');
}

function unitsText(units: number): string {
  return units >= 0.01 ? units.toFixed(2).replace(/\.?0+$/, '') : units.toPrecision(2);
}
