import type { Route } from './route.ts';

export const getOpenapi = {
  method: 'GET',
  path: '/v1/openapi.json',
  scope: 'public',
  handler: 'platform/get-openapi',
} as const satisfies Route;
