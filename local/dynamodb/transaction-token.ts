import { createHash } from 'node:crypto';
import { AwsError } from '../dispatcher.ts';
import type { Journal } from '../journal/journal.ts';
import { keptMap } from '../journal/kept-map.ts';
import { validationError } from './dynalite.ts';
import type { Input } from './write.ts';

/** AWS remembers a token for ten minutes after its transaction. */
const rememberedMs = 10 * 60_000;

/** The clock may stand still for long: no more tokens than this are kept, the oldest go first. */
const keptTokens = 20_000;

export interface TransactionTokens {
  /** Carries out `transact` unless a transaction with the input's ClientRequestToken has succeeded in the last ten minutes. Throws IdempotentParameterMismatchException. */
  once(input: Input, transact: () => Record<string, unknown>): Record<string, unknown>;
}

interface Remembered {
  readonly fingerprint: string;
  readonly at: number;
}

/** Remembers the tokens of transactions by the clock `now` (epoch ms). */
export function createTransactionTokens(now: () => number, journal: Journal): TransactionTokens {
  const known = keptMap<Remembered>(journal.shelf('transaction tokens'));
  return {
    once(input, transact) {
      const token = input['ClientRequestToken'];
      if (typeof token !== 'string') return transact();
      assertToken(token);
      const fingerprint = createHash('sha256').update(JSON.stringify(input['TransactItems'])).digest('base64');
      const earlier = known.get(token);
      if (earlier && now() - earlier.at < rememberedMs) {
        if (earlier.fingerprint === fingerprint) return {};
        throw new AwsError(
          'IdempotentParameterMismatchException',
          'The request uses the same client token as a previous, but non-identical request.',
        );
      }
      const answer = transact();
      known.delete(token);
      known.set(token, { fingerprint, at: now() });
      forgetOldest(known, now() - rememberedMs);
      return answer;
    },
  };
}

function forgetOldest(known: Map<string, { readonly at: number }>, since: number): void {
  for (const [token, { at }] of known) {
    if (at > since && known.size <= keptTokens) return;
    known.delete(token);
  }
}

function assertToken(token: string): void {
  if (token.length < 1 || token.length > 36)
    throw validationError(
      `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36`,
    );
}
