import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Target } from './command.ts';

/** A span of time, from and to as epoch milliseconds; `to` is not in it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const hour = 60 * 60 * 1000;

/** Asks for facts to be published again, one request after another, and gives how many were; throws where one fails. */
export async function republish({ base, client }: Target, requests: readonly object[]): Promise<number> {
  const lambda = new LambdaClient(client);
  let published = 0;
  for (const request of requests) {
    const answer = await lambda.send(
      new InvokeCommand({
        FunctionName: `${base}-republish-facts`,
        Payload: Buffer.from(JSON.stringify(request)),
      }),
    );
    const said = JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8')) as {
      published?: number;
      errorMessage?: string;
    };
    if (answer.FunctionError)
      throw new Error(`${said.errorMessage} (after ${published} facts; running it again is safe)`);
    published += said.published ?? 0;
  }
  return published;
}

/** One request per hour of a span, so that none outgrows its function. */
export function requestsFor({ from, to }: Span): readonly object[] {
  const hours = Math.ceil((to - from) / hour);
  return Array.from({ length: hours }, (_, each) => ({
    from: new Date(from + each * hour).toISOString(),
    to: new Date(Math.min(from + (each + 1) * hour, to)).toISOString(),
  }));
}

/** Spans that together cover the same time and do not overlap, so that nothing is published more often than it has to be. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
}
