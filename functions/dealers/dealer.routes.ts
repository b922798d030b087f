import type { Route } from '../platform/route.ts';

export const getDealer = {
  method: 'GET',
  path: '/v1/dealers/{dealerId}',
  callers: { knownBy: 'key', scope: 'dealers:read' },
  handler: 'dealers/get-dealer',
  entityTag: true,
  answers: 200,
  refuses: [404],
} as const satisfies Route;

export const putDealer = {
  method: 'PUT',
  path: '/v1/dealers/{dealerId}',
  callers: { knownBy: 'key', scope: 'dealers:write' },
  handler: 'dealers/put-dealer',
  accepts: ['application/json'],
  entityTag: true,
  answers: 200,
  refuses: [400, 403, 404, 409, 412, 422],
} as const satisfies Route;
