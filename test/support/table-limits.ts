import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { itemBytes } from 'assembly-runtime/item-size';
import { quarantineLists } from '../../functions/intake/quarantine/quarantine.index.ts';
import {
  leadsByOwner,
  leadsByUpdate,
  openLeadsByAssignee,
  unansweredLeads,
} from '../../functions/leads/lead/lead.index.ts';
import { ownersByDealer } from '../../functions/owners/owner.index.ts';
import { dueItems } from '../../functions/platform/due.index.ts';
import { factsByTime } from '../../functions/platform/fact.index.ts';
import { marshalling } from '../../functions/platform/table.port.ts';
import type { Item } from '../../functions/platform/table.ts';

const indexes = [
  ...[quarantineLists, leadsByOwner, leadsByUpdate, openLeadsByAssignee],
  ...[unansweredLeads, ownersByDealer, dueItems, factsByTime],
];
const partitions = ['PK', ...indexes.map(({ partition }) => partition)];
const sorts = ['SK', ...indexes.map(({ sort }) => sort)];
/** DynamoDB's own limits: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const limits = { item: 400 * 1024, partition: 2048, sort: 1024, depth: 32, leastNumber: 1e-130, mostNumber: 9.9e125 };

/** What DynamoDB, or the SDK before it, has against an item; nothing of an item that can be saved. */
export function tableFaults(item: Item): string[] {
  try {
    const attributes: Readonly<Record<string, AttributeValue>> = marshall({ ...item }, marshalling);
    const size = itemBytes(attributes as Parameters<typeof itemBytes>[0]);
    return [
      ...(size > limits.item ? [`an item of ${size} bytes`] : []),
      ...partitions.flatMap((name) => keyFaults(name, attributes[name], limits.partition)),
      ...sorts.flatMap((name) => keyFaults(name, attributes[name], limits.sort)),
      ...valueFaults({ M: { ...attributes } }, 0),
    ];
  } catch (error) {
    return [`the SDK: ${(error as Error).message}`];
  }
}

function keyFaults(name: string, value: AttributeValue | undefined, most: number): string[] {
  if (value === undefined) return [];
  const bytes = Buffer.byteLength(value.S ?? '');
  return bytes === 0 || bytes > most ? [`a key ${name} of ${bytes} bytes`] : [];
}

function valueFaults(value: AttributeValue, depth: number): string[] {
  if (depth > limits.depth) return ['too many levels'];
  if (value.S !== undefined) return value.S.isWellFormed() ? [] : ['half of a surrogate pair'];
  if (value.N !== undefined) return numberFaults(Number(value.N));
  if (value.L !== undefined) return value.L.flatMap((part) => valueFaults(part, depth + 1));
  return Object.entries(value.M ?? {}).flatMap(([name, part]) => [
    ...(name === '' || !name.isWellFormed() ? ['a name that is none'] : []),
    ...valueFaults(part, depth + 1),
  ]);
}

function numberFaults(number: number): string[] {
  const size = Math.abs(number);
  const isKept = size === 0 || (size >= limits.leastNumber && size <= limits.mostNumber);
  return isKept ? [] : [`the number ${number}`];
}
