import { AwsError } from '../dispatcher.ts';

interface ByteRange {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

/** Reads one `bytes=` range against an object's size; undefined means all of it. Throws InvalidRange when none of it is there. */
export function readRange(range: string | undefined, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from >= size || to < from)
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', { status: 416 });
  return { from, to };
}
