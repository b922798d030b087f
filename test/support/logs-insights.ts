type Line = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, string | number>>;

/** A query of CloudWatch Logs Insights: the log group that it reads, and what it finds there. */
export interface LogQuery {
  readonly group: string;
  run(lines: readonly unknown[]): readonly Row[];
}

/**
 * Reads a dashboard's query, as far as ours go: `filter` with equality and `ispresent`, `stats` with a count, `sort` and
 * `limit`. Throws for any other word, whose meaning would be guessed.
 */
export function readLogQuery(query: string): LogQuery {
  const [source = '', ...commands] = query.split('|').map((part) => part.trim());
  const [, group] = /^SOURCE '([^']+)'$/.exec(source) ?? [];
  if (group === undefined) throw new Error(`What does ${source} read?`);
  const steps = commands.map(stepOf);
  return {
    group,
    run: (lines) => steps.reduce<readonly Line[]>((rows, step) => step(rows), lines.filter(isLine)) as readonly Row[],
  };
}

type Step = (rows: readonly Line[]) => readonly Line[];

function stepOf(command: string): Step {
  const [word = '', ...rest] = command.split(' ');
  const text = rest.join(' ');
  if (word === 'filter') {
    const tests = text.split(' and ').map(testOf);
    return (rows) => rows.filter((row) => tests.every((holds) => holds(row)));
  }
  if (word === 'stats') return statsOf(text);
  const [, field = ''] = /^(\w+) desc$/.exec(text) ?? [];
  if (word === 'sort' && field)
    return (rows) => [...rows].sort((one, other) => Number(other[field]) - Number(one[field]));
  if (word === 'limit') return (rows) => rows.slice(0, Number(text));
  throw new Error(`What does ${command} do?`);
}

function testOf(condition: string): (row: Line) => boolean {
  const [, field = '', value] = /^(\w+) = "([^"]*)"$/.exec(condition) ?? [];
  if (field) return (row) => String(row[field]) === value;
  const [, present = ''] = /^ispresent\((\w+)\)$/.exec(condition) ?? [];
  if (present) return (row) => row[present] !== undefined;
  throw new Error(`When does ${condition} hold?`);
}

/** A line without one of the fields belongs to a group as well, in which that field is blank. */
function statsOf(text: string): Step {
  const [, counted, distinct, name = '', by = ''] =
    /^(count\(\)|count_distinct\((\w+)\)) as (\w+) by (.+)$/.exec(text) ?? [];
  if (!counted) throw new Error(`What does ${text} count?`);
  const fields = by.split(', ');
  return (rows) => {
    const groups = Map.groupBy(rows, (row) => JSON.stringify(fields.map((field) => row[field] ?? '')));
    return [...groups].map(([key, members]) => ({
      ...Object.fromEntries((JSON.parse(key) as unknown[]).map((value, at) => [fields[at], value])),
      [name]: distinct ? new Set(members.map((row) => row[distinct])).size : members.length,
    }));
  };
}

function isLine(line: unknown): line is Line {
  return typeof line === 'object' && line !== null;
}
