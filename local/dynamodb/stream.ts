import { createHash } from 'node:crypto';
import { Unsupported } from '../cloudformation/resource.ts';
import type { Journal } from '../journal/journal.ts';
import type { Item } from './attribute-value.ts';
import type { Database } from './database.ts';
import { itemBytes } from './item-size.ts';
import { type Change, primaryKeyOf, type StreamViewType, type TableStream } from './table.ts';

/** A record of a table's stream as Lambda receives it, but for the ARN of the stream. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly dynamodb: {
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: StreamViewType;
  };
  /** Present on what the expiry of an item removed. */
  readonly userIdentity?: { readonly type: 'Service'; readonly principalId: 'dynamodb.amazonaws.com' };
}

/** Hears of the records of one commit, in their order. */
type StreamListener = (records: readonly StreamRecord[]) => void;

export interface Streams {
  /** Calls `listener` for every commit from now on. Throws Unsupported when no loaded table has the stream. */
  subscribe(streamArn: string, listener: StreamListener): void;
}

interface StreamsParts {
  readonly region: string;
  readonly journal: Journal;
}

/** The streams of all tables of a database; `now` gives epoch ms. Seeded items leave no record. */
export function createStreams(database: Database, now: () => number, parts: StreamsParts): Streams {
  const listeners = new Map<string, StreamListener[]>();
  const recordOf = recorder(now, parts);
  database.follow((changes, cause) => {
    if (cause === 'seed' || cause === 'restart') return;
    const records = new Map<string, StreamRecord[]>();
    for (const change of changes) {
      const { stream } = change.table;
      if (!stream || !listeners.has(stream.arn)) continue;
      const record = recordOf(change, stream, cause === 'timeToLive');
      records.set(stream.arn, [...(records.get(stream.arn) ?? []), record]);
    }
    for (const [arn, ofStream] of records) for (const listener of listeners.get(arn) ?? []) listener(ofStream);
  });
  return {
    subscribe(streamArn, listener) {
      if (!database.tables().some(({ stream }) => stream?.arn === streamArn))
        throw new Unsupported(`No loaded table has the stream ${streamArn}`);
      listeners.set(streamArn, [...(listeners.get(streamArn) ?? []), listener]);
    },
  };
}

type Recorder = (change: Change, stream: TableStream, expired: boolean) => StreamRecord;

/** Makes records of changes; one sequence runs through all tables, and goes on after a restart. */
function recorder(now: () => number, { region, journal }: StreamsParts): Recorder {
  const position = journal.shelf<string>('stream positions');
  let sequence = BigInt(position.left()[0]?.[1] ?? 0);
  return (change, stream, expired) => {
    sequence += 1n;
    position.put('last', () => String(sequence));
    const SequenceNumber = String(firstSequence + sequence);
    return {
      ...(expired && { userIdentity }),
      eventID: createHash('md5').update(stream.arn).update(SequenceNumber).digest('hex'),
      eventName: !change.before ? 'INSERT' : change.after ? 'MODIFY' : 'REMOVE',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(now() / 1000),
        ...images(change, stream.viewType),
        SequenceNumber,
        StreamViewType: stream.viewType,
      },
    };
  };
}

const userIdentity = { type: 'Service', principalId: 'dynamodb.amazonaws.com' } as const;

/** Sequence numbers are decimal strings of 21 digits and more on AWS; these compare alike as strings and as numbers. */
const firstSequence = 100_000_000_000_000_000_000n;

function images({ table, before, after }: Change, viewType: StreamViewType) {
  const Keys = primaryKeyOf(after ?? before ?? {}, table.definition);
  const withNew = after && (viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES');
  const withOld = before && (viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES');
  return {
    Keys,
    ...(withNew && { NewImage: after }),
    ...(withOld && { OldImage: before }),
    SizeBytes: itemBytes(Keys) + (withNew ? itemBytes(after) : 0) + (withOld ? itemBytes(before) : 0),
  };
}
