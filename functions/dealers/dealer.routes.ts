import type { Route } from '../platform/route.ts';

export const getDealer = {
  method: 'GET',
  path: '/v1/dealers/{dealerId}',
  scope: 'dealers:read',
  handler: 'dealers/get-dealer',
} as const satisfies Route;

export const putDealer = {
  method: 'PUT',
  path: '/v1/dealers/{dealerId}',
  scope: 'dealers:write',
  handler: 'dealers/put-dealer',
  accepts: ['application/json'],
} as const satisfies Route;
