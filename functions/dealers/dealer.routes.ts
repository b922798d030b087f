import type { Route } from '../platform/route.ts';

export const getDealer = {
  method: 'GET',
  path: '/v1/dealers/{dealerId}',
  callers: { knownBy: 'key', scope: 'dealers:read' },
  handler: 'dealers/get-dealer',
  answers: 200,
  refuses: [404],
} as const satisfies Route;

export const putDealer = {
  method: 'PUT',
  path: '/v1/dealers/{dealerId}',
  callers: { knownBy: 'key', scope: 'dealers:write' },
  handler: 'dealers/put-dealer',
  accepts: ['application/json'],
  answers: 200,
  refuses: [400, 404, 422],
} as const satisfies Route;
