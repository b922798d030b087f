import type { Route } from './route.ts';

export const getOpenapi = {
  method: 'GET',
  path: '/v1/openapi.json',
  callers: { knownBy: 'nothing' },
  handler: 'platform/get-openapi',
  answers: 200,
} as const satisfies Route;
