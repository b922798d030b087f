import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../events/event.ts';
import type { ApiRequest, Handle, RepeatableHandle, RepeatableRoute } from './api-request.ts';
import type { Context } from './context.port.ts';
import { Rejected } from './failure.ts';
import { defineItemForm, readItem } from './item-form.ts';
import { type HttpAnswer, type InputError, problem } from './problem.ts';
import { expiresAfter } from './retention.policy.ts';
import { settle } from './settle.flow.ts';
import { sha256 } from './stable-hash.ts';
import type { Key, Table, Write } from './table.ts';
import { upsert } from './write.ts';

/** A run that has not ended by then never will: no function of a route runs longer. */
const leaseSeconds = 30;
const form = /^[\x21-\x7e]{1,255}$/;

interface Claim {
  readonly version: number;
  readonly bodyHash: string;
  readonly startedAt: string;
  /** Seconds since the epoch; the table removes it some time later. */
  readonly expiresAt: number;
  /** Whether the run ended without anything worth repeating, so that the next one may try. */
  readonly released?: boolean;
  readonly answer?: HttpAnswer;
}

/** How a claim is kept. */
export const claimForm = defineItemForm<Claim>('idempotency');

/**
 * Lets a sender repeat a request under the header that the route names: the first answer of 2xx is kept seven days per
 * credential and route and given again, whatever stands by then. 409 while the first still runs, 422 with another body.
 */
export function idempotently<Declared extends RepeatableRoute>(
  table: Table,
  handle: Handle<Declared>,
): RepeatableHandle<Declared> {
  const repeat = async (request: ApiRequest<Declared>, context: Context): Promise<HttpAnswer> => {
    const header = request.route.idempotencyKey;
    const key = request.header(header.toLowerCase());
    if (key === undefined) return handle(request, context);
    if (!form.test(key)) return untold(400, { path: header, message: 'must have 1 to 255 visible ASCII characters' });
    const itemKey = keyOf(request, key);
    const bodyHash = sha256(request.body);
    const claimed = await settle(table, context, async (context) =>
      claim(itemKey, await load(table, itemKey), { header, bodyHash, context }),
    );
    if ('status' in claimed) return claimed;
    return run(claimed, itemKey, { table, handle: () => handle(request, context) });
  };
  return Object.assign(repeat, { repeatable: true } as const);
}

function untold<const Status extends 400 | 422>(status: Status, error: InputError): HttpAnswer<Status> {
  return problem(status, 'The request cannot be told from others.', [error]);
}

async function run(
  claimed: Claim,
  itemKey: Key,
  { table, handle }: { table: Table; handle: () => Promise<HttpAnswer> },
): Promise<HttpAnswer> {
  const end = (outcome: Pick<Claim, 'answer' | 'released'>) =>
    table.commit([save(itemKey, claimed, { ...claimed, ...outcome })]);
  try {
    const answer = await handle();
    await end(answer.status < 300 ? { answer } : { released: true }).catch((error: unknown) => {
      if (!(error instanceof Rejected)) throw error;
      // An answer larger than an item: what it tells of is taken, and the next request under the key is carried out again.
      return end({ released: true });
    });
    return answer;
  } catch (error) {
    await end({ released: true });
    throw error;
  }
}

/** What a request under a key comes to: the right to run, the kept answer, or a refusal. */
function claim(
  itemKey: Key,
  before: Claim | undefined,
  { header, bodyHash, context }: { header: string; bodyHash: string; context: Context },
): { writes: readonly Write[]; result: Claim | HttpAnswer } {
  const { now } = context;
  if (before && isAlive(before, now)) {
    if (before.bodyHash !== bodyHash)
      return { writes: [], result: untold(422, { path: header, message: 'was used with another body' }) };
    if (before.answer) return { writes: [], result: before.answer };
    if (isRunning(before, now))
      return {
        writes: [],
        result: problem(409, `A request with this ${header} is still running; try again in a moment.`),
      };
  }
  const expiresAt = expiresAfter(now, 'idempotency-key');
  const next: Claim = { version: (before?.version ?? 0) + 1, bodyHash, startedAt: toInstantText(now), expiresAt };
  return { writes: [save(itemKey, before, next)], result: next };
}

function isAlive({ expiresAt }: Claim, now: Temporal.Instant): boolean {
  return now.epochMilliseconds < expiresAt * 1000;
}

function isRunning({ released, startedAt }: Claim, now: Temporal.Instant): boolean {
  return !released && now.epochMilliseconds < Date.parse(startedAt) + leaseSeconds * 1000;
}

async function load(table: Table, itemKey: Key): Promise<Claim | undefined> {
  return readItem(claimForm, await table.get(itemKey));
}

/** Saves a claim over `before`: the same one with its outcome, or the next one. */
function save(itemKey: Key, before: Claim | undefined, next: Claim): Write {
  const version = before === undefined ? 1 : before.version + 1;
  return upsert(claimForm.keep(itemKey, { ...next, version }), before?.version);
}

function keyOf({ route, caller, params }: ApiRequest<RepeatableRoute>, key: string): Key {
  const about = JSON.stringify([caller.credentialId, route.handler, params, key]);
  return { PK: `IDEMPOTENCY#${sha256(about)}`, SK: 'IDEMPOTENCY' };
}
