import type { Route } from '../platform/route.ts';

export const putCount = {
  method: 'PUT',
  path: '/v1/senders/{senderId}/counts/{date}',
  scope: 'leads:write',
  handler: 'intake/put-count',
  accepts: ['application/json'],
} as const satisfies Route;
