import { expect, test } from 'vitest';
import type { ApiRequest, RepeatableRoute } from '../../functions/platform/api-request.ts';
import { Rejected } from '../../functions/platform/failure.ts';
import { idempotently } from '../../functions/platform/idempotency.flow.ts';
import { accepted } from '../../functions/platform/problem.ts';
import { contextAt, dealerCaller, tableThat } from './platform.builders.ts';

const route = {
  method: 'POST',
  path: '/v1/leads',
  callers: { knownBy: 'key', scope: 'leads:write' },
  handler: 'leads/post-lead',
  idempotencyKey: 'Idempotency-Key',
  answers: 202,
} as const satisfies RepeatableRoute;

const request: ApiRequest<typeof route> = {
  route,
  caller: dealerCaller,
  params: {},
  query: {},
  contentType: { type: 'application/json' },
  body: Buffer.from('{}'),
  header: () => 'key-1',
};

test('an answer that is more than an item can hold is given all the same, and the key may be used again', async () => {
  const { table, commits } = tableThat(['committed', new Rejected('It is too large.'), 'committed']);
  const empty = { ...table, get: async () => undefined };
  const answer = await idempotently<typeof route>(empty, async () => accepted({ leads: [] }))(request, contextAt());
  expect(answer).toEqual(accepted({ leads: [] }));
  const [, , [last] = []] = commits;
  expect(last?.item).toMatchObject({ released: true, version: 2 });
  expect(last?.item).not.toHaveProperty('answer');
});
