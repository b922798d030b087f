import { validationError } from './dynalite.ts';
import type { PageRequest } from './request.ts';
import { holdsAttribute, type Table, type TableIndex } from './table.ts';

/**
 * Throws when a Query or Scan asks an index for attributes it does not hold: a global index never looks into its table.
 * A Scan may filter by them, which then are absent of every entry; a Query may not. dynalite refuses ALL_ATTRIBUTES itself.
 */
export function assertProjected(
  action: 'query' | 'scan',
  { _filter, _projection }: PageRequest,
  { table, index }: { readonly table: Table; readonly index: TableIndex | undefined },
): void {
  if (!index) return;
  const { definition } = index;
  const missing = (names: readonly string[]) =>
    [...new Set(names)].filter((name) => !holdsAttribute(definition, name, table.definition));
  const filtered = action === 'query' ? missing(Object.keys(_filter?.pathHeads ?? {})).sort() : [];
  if (filtered.length > 0)
    throw invalid(
      `Secondary index ${definition.IndexName} does not project one or more filter attributes: [${filtered.join(', ')}]`,
    );
  const asked = missing((_projection?.paths ?? []).map(([head]) => String(head)));
  if (asked.length > 0)
    throw invalid(`Global secondary index ${definition.IndexName} does not project [${asked.join(', ')}]`);
}

function invalid(fault: string): Error {
  return validationError(`One or more parameter values were invalid: ${fault}`);
}
