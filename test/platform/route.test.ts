import { describe, expect, expectTypeOf, test } from 'vitest';
import type { AnswerOf, ApiRequest, HandleOf } from '../../functions/platform/api-request.ts';
import type { Caller } from '../../functions/platform/caller.ts';
import type { Operation } from '../../functions/platform/operation.openapi.ts';
import type { HttpAnswer } from '../../functions/platform/problem.ts';
import { errorsOf, maxBodyBytesOf, type Route, usualBodyBytes } from '../../functions/platform/route.ts';

const plain = {
  method: 'GET',
  path: '/v1/leads/{leadId}',
  callers: { knownBy: 'key', scope: 'leads:read' },
  handler: 'leads/get-lead',
  answers: 200,
  refuses: [404],
} as const satisfies Route;
const repeatable = {
  method: 'POST',
  path: '/v1/senders/{senderId}/counts/{date}',
  callers: { knownBy: 'key', scope: 'leads:write' },
  handler: 'intake/post-count',
  accepts: ['application/json', 'text/xml'],
  maxBodyBytes: 1024,
  idempotencyKey: 'Idempotency-Key',
  answers: 202,
} as const satisfies Route;
const open = {
  method: 'GET',
  path: '/v1/openapi.json',
  callers: { knownBy: 'nothing' },
  handler: 'platform/get-openapi',
  answers: 200,
} as const satisfies Route;

describe('the errors of a route', () => {
  test.each<[string, Route, readonly number[]]>([
    ['with a key', { ...plain, refuses: [] }, [401, 403, 429, 503]],
    ['whose handler refuses', { ...plain, refuses: [422, 404] }, [401, 403, 404, 422, 429, 503]],
    ['with a body', { ...plain, accepts: ['application/json'] }, [401, 403, 404, 413, 415, 429, 503]],
    ['that may be repeated', repeatable, [400, 401, 403, 409, 413, 415, 422, 429, 503]],
    ['for everybody', open, [429]],
    ['that says twice what follows from it', { ...repeatable, refuses: [400, 413] }, errorsOf(repeatable)],
  ])('%s', (_which, route, errors) => {
    expect(errorsOf(route)).toEqual(errors);
  });
});

test('the largest body is the usual one, or what the route says', () => {
  expect([plain, repeatable].map(maxBodyBytesOf)).toEqual([usualBodyBytes, 1024]);
});

describe('from the declaration the compiler knows', () => {
  test('what a handler is given', () => {
    expectTypeOf<ApiRequest<typeof repeatable>['params']>().toEqualTypeOf<
      Readonly<Record<'senderId' | 'date', string>>
    >();
    expectTypeOf<ApiRequest<typeof plain>['caller']>().toEqualTypeOf<Caller>();
    expectTypeOf<ApiRequest<typeof open>['caller']>().toEqualTypeOf<undefined>();
  });

  test('what it may answer', () => {
    expectTypeOf<HttpAnswer<404>>().toExtend<AnswerOf<typeof plain>>();
    expectTypeOf<HttpAnswer<422>>().not.toExtend<AnswerOf<typeof plain>>();
    expectTypeOf<HttpAnswer<200>>().not.toExtend<AnswerOf<typeof repeatable>>();
  });

  test('whether it must take repetitions', () => {
    expectTypeOf<HandleOf<typeof repeatable>>().toHaveProperty('repeatable');
    expectTypeOf<HandleOf<typeof plain>>().not.toHaveProperty('repeatable');
  });

  test('which bodies have to be described', () => {
    expectTypeOf<keyof Operation<typeof repeatable>['requests']>().toEqualTypeOf<'application/json' | 'text/xml'>();
    expectTypeOf<Operation<typeof plain>['requests']>().toEqualTypeOf<undefined>();
  });
});
