import type { AttributeType, AttributeValue, DocumentPath, Item } from './attribute-value.ts';

/** An operand of an expression: a path into the item, a value, or a function of operands. */
export type Operand = DocumentPath | AttributeValue | Call;

/** A function, operator or connective with its operands, as dynalite's parsers give it. */
export interface Call {
  readonly type: string;
  readonly name?: string;
  readonly args: readonly Operand[];
}

interface Parsed {
  readonly expression: Call;
  readonly nestedPaths?: unknown;
  readonly pathHeads?: Readonly<Record<string, boolean>>;
}

export interface Projection {
  readonly paths: readonly DocumentPath[];
  readonly nestedPaths?: unknown;
}

/** One action of an update expression: `val` is what is set, added or deleted. */
export interface Section {
  readonly type: 'set' | 'remove' | 'add' | 'delete';
  readonly path: DocumentPath;
  readonly val?: Operand;
  readonly attrType?: AttributeType | null;
}

interface Updates {
  readonly sections: readonly Section[];
  readonly paths: readonly DocumentPath[];
  readonly nestedPaths?: unknown;
}

interface Metered {
  readonly ReturnConsumedCapacity?: 'TOTAL' | 'INDEXES' | 'NONE';
}

interface Conditional extends Metered {
  readonly TableName: string;
  readonly ReturnValues?: 'NONE' | 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW';
  readonly _condition?: Parsed;
}

export interface PutRequest extends Conditional {
  readonly Item: Item;
}

export interface KeyedRequest extends Conditional {
  readonly Key: Item;
  readonly _updates?: Updates;
}

interface GetRequest extends Metered {
  readonly TableName: string;
  readonly Key: Item;
  readonly ConsistentRead?: boolean;
  readonly _projection?: Projection;
}

export interface PageRequest extends Metered {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly ExclusiveStartKey?: Item;
  readonly ScanIndexForward?: boolean;
  readonly ConsistentRead?: boolean;
  readonly Select?: string;
  readonly _filter?: Parsed;
  readonly _projection?: Projection;
}

interface KeysOfTable {
  readonly Keys: readonly Item[];
  readonly ConsistentRead?: boolean;
  readonly _projection?: Projection;
}

export interface WriteOfTable {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}

/** The requests after dynalite's checks, by action in its spelling. */
export interface Requests {
  readonly putItem: PutRequest;
  readonly updateItem: KeyedRequest;
  readonly deleteItem: KeyedRequest;
  readonly getItem: GetRequest;
  readonly query: PageRequest;
  readonly scan: PageRequest;
  readonly batchGetItem: Metered & { readonly RequestItems: Readonly<Record<string, KeysOfTable>> };
  readonly batchWriteItem: Metered & { readonly RequestItems: Readonly<Record<string, readonly WriteOfTable[]>> };
  readonly listTables: { readonly ExclusiveStartTableName?: string; readonly Limit?: number };
  readonly describeTable: { readonly TableName: string };
}

export type DynaliteAction = keyof Requests;
