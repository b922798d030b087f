import { AwsError } from '../../dispatcher.ts';
import type { Json } from '../values/payload.ts';

/** One page of a list. */
interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

const MOST = 1000;
const USUAL = 100;

/** Cuts the page a request asks for (`maxResults`, `nextToken`) out of a list; throws InvalidToken. */
export function pageOf<T>(all: readonly T[], request: Json): Page<T> {
  const asked = Number(request['maxResults'] ?? 0);
  const size = asked > 0 ? Math.min(asked, MOST) : USUAL;
  const from = startOf(request['nextToken']);
  const nextToken = from + size < all.length ? Buffer.from(`from:${from + size}`).toString('base64url') : undefined;
  return { items: all.slice(from, from + size), nextToken };
}

function startOf(token: unknown): number {
  if (token === undefined || token === null) return 0;
  const [, from] = /^from:(\d+)$/.exec(Buffer.from(String(token), 'base64url').toString()) ?? [];
  if (from === undefined) throw new AwsError('InvalidToken', `Invalid Token: 'Invalid token'`);
  return Number(from);
}

/** A page's token as a member, where there is a further page. */
export function nextPage(page: Page<unknown>): Json {
  return page.nextToken === undefined ? {} : { nextToken: page.nextToken };
}
