import type { Construct } from 'constructs';
import type { TableIndex } from '../../functions/platform/table.index.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';

/** What a function may do with the table's items; each commit of ours is of puts. */
export type TableAction = 'GetItem' | 'PutItem' | 'Query';

/** Whoever grants the table. */
interface TableOwner {
  allow(target: ServiceFunction, actions: readonly TableAction[]): void;
  allowIndex(target: ServiceFunction, index: TableIndex): void;
}

export interface TableFunctionProps extends ServiceFunctionProps {
  readonly data: TableOwner;
  /** What it may do with items; nothing where it only queries indexes. */
  readonly actions?: readonly TableAction[];
  /** The indexes it may query. */
  readonly indexes?: readonly TableIndex[];
}

/** A function that works with the table: it may do just these actions and query just these indexes. */
export class TableFunction extends ServiceFunction {
  constructor(scope: Construct, id: string, props: TableFunctionProps) {
    super(scope, id, props);
    const { data, actions = [], indexes = [] } = props;
    if (actions.length > 0) data.allow(this, actions);
    for (const index of indexes) data.allowIndex(this, index);
  }
}

/** To look items up. */
export const reads: readonly TableAction[] = ['GetItem'];

/** To load items, decide and save what became of them. */
export const writes: readonly TableAction[] = ['GetItem', 'PutItem'];
