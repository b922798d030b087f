/**
 * The seam to dynalite: everything used of it passes through here.
 *
 * dynalite 4.0.0 gives what is large and well proven: the request checks with AWS's messages, the expression parsers,
 * the encoding of keys, and Query and Scan. Its storage is not used: items live in our own ordered maps beneath it, so that a
 * request is carried out in one turn of the event loop (a transaction needs no locks) and no item is turned into JSON.
 */
import { createRequire } from 'node:module';
import { Stream } from 'node:stream';
import { AwsError } from '../dispatcher.ts';
import type { AttributeValue, DocumentPath, Item } from './attribute-value.ts';
import { type ExpressionParser, keepParsed } from './expression-cache.ts';
import type { DynaliteAction, Requests } from './request.ts';
import type { Range } from './sorted-map.ts';
import { soundItem } from './sound-item.ts';

const require = createRequire(import.meta.url);
const db: DynaliteDb = require('dynalite/db');
const checks: DynaliteChecks = require('dynalite/validations');
for (const name of ['condition', 'projection', 'update']) {
  const parser: ExpressionParser = require(`dynalite/db/${name}Parser`);
  parser.parse = keepParsed(parser.parse);
}
const Big: BigConstructor = createRequire(require.resolve('dynalite'))('big.js');

/** How dynalite describes a table; the part of it that its functions read. */
interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}
export interface IndexDefinition {
  readonly IndexName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
}
export interface TableDefinition {
  readonly TableName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: 'S' | 'N' | 'B' }[];
  readonly GlobalSecondaryIndexes?: readonly IndexDefinition[];
}

/** Gives the items of a table or of one of its indexes to Query and Scan; the walk happens in one turn. */
interface ItemReader {
  readonly definition: TableDefinition;
  read(range: Range): Iterable<Item>;
}

interface Page {
  readonly Items: readonly Item[];
  readonly ScannedCount: number;
  readonly LastEvaluatedKey?: Item;
}

interface DynaliteError extends Error {
  readonly statusCode?: number;
  readonly body?: { readonly __type: string; readonly message?: string; readonly Message?: string };
}
type Callback<T> = (error: DynaliteError | null, value: T) => void;
type Action = (store: object, data: object, done: Callback<Page>) => void;
interface DynaliteDb {
  createKey(item: Item, table: TableDefinition): string;
  createIndexKey(item: Item, table: TableDefinition, keySchema: readonly KeySchemaElement[]): string;
  validateKey(key: Item, table: TableDefinition): DynaliteError | undefined | null;
  validateItem(item: Item, table: TableDefinition): DynaliteError | undefined | null;
  validateUpdates(legacy: undefined, updates: unknown, table: TableDefinition): DynaliteError | undefined | null;
  validateKeyPaths(nestedPaths: unknown, table: TableDefinition): DynaliteError | undefined | null;
  mapPaths(paths: readonly (string | DocumentPath)[], item: Item): Item;
}
interface DynaliteChecks {
  checkTypes(data: object, types: object): object;
  checkValidations(data: object, types: object, custom: unknown, store: object): void;
  validateAttributeValue(value: AttributeValue): string | undefined;
}
interface BigNumber {
  plus(other: string): BigNumber;
  minus(other: string): BigNumber;
  cmp(other: string): -1 | 0 | 1;
  toFixed(): string;
}
type BigConstructor = new (value: string) => BigNumber;

/** A ValidationException with AWS's message. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

interface ActionValidations {
  readonly types: object;
  readonly custom?: unknown;
}

const validations = new Map<DynaliteAction, ActionValidations>();

function validationsOf(action: DynaliteAction): ActionValidations {
  const known = validations.get(action);
  if (known) return known;
  const loaded: ActionValidations = require(`dynalite/validations/${action}`);
  validations.set(action, loaded);
  return loaded;
}

/** Checks a request and parses its expressions, for an action in dynalite's spelling (`putItem`). Throws AwsError with AWS's message. */
export function parse<Action extends DynaliteAction>(
  action: Action,
  input: Readonly<Record<string, unknown>>,
): Requests[Action] {
  const { types, custom } = validationsOf(action);
  const sound = action === 'putItem' ? soundItem(input['Item']) : undefined;
  try {
    const data = checks.checkTypes({ ...input, ...(sound && { Item: {} }) }, types);
    // Sizes are checked with our own count: dynalite takes a character for a byte.
    checks.checkValidations(data, types, custom, { options: { maxItemSize: Number.POSITIVE_INFINITY } });
    return (sound ? { ...data, Item: sound } : data) as Requests[Action];
  } catch (error) {
    throw translateError(error as DynaliteError);
  }
}

/** The storage key of an item or of a key. */
export function keyOf(item: Item, table: TableDefinition): string {
  return db.createKey(item, table);
}

/** The place of an item in an index: dynalite's key for it, then the item's own key (dynalite has six hex digits of a hash there, which collide). */
export function indexKeyOf(item: Item, table: TableDefinition, index: IndexDefinition): string {
  return `${db.createIndexKey(item, table, index.KeySchema)}/${keyOf(item, table)}`;
}

/** Throws unless the key is exactly the table's. */
export function assertKey(key: Item, table: TableDefinition): void {
  refuse(db.validateKey(key, table));
}

/** Throws unless the item carries the table's key and its index keys are of their types. */
export function assertItem(item: Item, table: TableDefinition): void {
  refuse(db.validateItem(item, table));
}

/** Throws when an update touches the key or gives an index key another type. */
export function assertUpdates(updates: unknown, table: TableDefinition): void {
  refuse(db.validateUpdates(undefined, updates, table));
}

/** Throws when an expression reaches inside a key attribute. */
export function assertPaths(expression: { readonly nestedPaths?: unknown } | undefined, table: TableDefinition): void {
  refuse(db.validateKeyPaths(expression?.nestedPaths, table));
}

/** The part of an item that a projection names. */
export function project(paths: readonly (string | DocumentPath)[], item: Item): Item {
  return { ...db.mapPaths(paths, item) };
}

/** Compares two numbers in DynamoDB's notation: −1, 0 or 1. */
export function compareNumbers(a: string, b: string): -1 | 0 | 1 {
  return new Big(a).cmp(b);
}

/** Adds (sign 1) or subtracts (sign −1) numbers with 38 digits. Throws when the result is out of DynamoDB's range. */
export function addNumbers(a: string, b: string, sign: 1 | -1 = 1): string {
  const N = (sign === 1 ? new Big(a).plus(b) : new Big(a).minus(b)).toFixed();
  const message = checks.validateAttributeValue({ N });
  if (message) throw validationError(message);
  return N;
}

/** Carries out a parsed Query or Scan over what the reader gives: a page with the items read, before filter and projection. */
export function readPage(action: 'query' | 'scan', request: object, reader: ItemReader): Promise<Page> {
  const run: Action = require(`dynalite/actions/${action}`);
  const source = { createValueStream: (range: Range) => emitLater(() => reader.read(range)) };
  const store = {
    getTable: (_name: string, done: Callback<TableDefinition>) => done(null, reader.definition),
    getItemDb: () => source,
    getIndexDb: () => source,
  };
  return new Promise((resolve, reject) => {
    run(store, request, (error, page) => (error ? reject(translateError(error)) : resolve(page)));
  });
}

/** dynalite listens after it has asked, so the items are read and told in the next microtask, all at once; it must be a Stream, of another emitter it hears everything twice. */
function emitLater(read: () => Iterable<Item>): Stream {
  let stopped = false;
  const stream = Object.assign(new Stream(), {
    destroy: () => {
      stopped = true;
    },
  });
  queueMicrotask(() => {
    for (const item of read()) {
      if (stopped) break;
      stream.emit('data', item);
    }
    stream.emit('end');
  });
  return stream;
}

function refuse(error: DynaliteError | undefined | null): void {
  if (error) throw translateError(error);
}

function translateError(error: DynaliteError): Error {
  if (!error.body) return error;
  const code = error.body.__type.slice(error.body.__type.indexOf('#') + 1);
  return new AwsError(code, error.body.message ?? error.body.Message ?? error.message, { status: error.statusCode });
}
