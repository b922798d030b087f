import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Temporal } from 'temporal-polyfill';
import { type Caller, toAuthorizerContext } from '../../functions/platform/caller.ts';
import type { Context } from '../../functions/platform/context.port.ts';
import type { Table, Write } from '../../functions/platform/table.ts';
import { dealerTenant } from '../support/tenants.ts';

/** The world as a handler gets it, without chance: no pause between two tries. Its clock goes a second on at each look. */
export function contextAt(time = '2026-11-23T15:00:00.000Z'): Context {
  let ids = 0;
  const now = Temporal.Instant.from(time);
  let looks = 0;
  return {
    now,
    clock: () => {
      looks += 1;
      return now.add({ seconds: looks });
    },
    region: 'us-east-1',
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    random: () => 0,
  };
}

/** A table that takes commits, answers them in this order and keeps what it was given; nothing else can be asked of it. */
export function tableThat(answers: readonly ('committed' | 'conflict' | Error)[]) {
  const commits: (readonly Write[])[] = [];
  const table: Pick<Table, 'commit'> = {
    commit: async (writes) => {
      const answer = answers[commits.length] ?? 'committed';
      commits.push(writes);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { table: table as Table, commits };
}

export const dealerCaller: Caller = {
  credentialId: 'c-1',
  tenant: dealerTenant('dealer-1'),
  scopes: ['leads:write'],
};

export interface ProxyRequest {
  readonly caller?: Caller;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** The event that API Gateway's proxy integration hands to a function; bytes come as base64. */
export function proxyEvent({ caller, headers, params, body }: ProxyRequest): APIGatewayProxyEvent {
  const event = {
    headers: headers ?? null,
    pathParameters: params ?? null,
    queryStringParameters: null,
    requestContext: { authorizer: caller ? toAuthorizerContext(caller) : undefined },
    body: body === undefined ? null : body.toString(typeof body === 'string' ? undefined : 'base64'),
    isBase64Encoded: body instanceof Buffer,
  };
  // Of what an event holds, these members are what we read.
  return event as unknown as APIGatewayProxyEvent;
}
