import type { Route } from '../platform/route.ts';

export const putCount = {
  method: 'PUT',
  path: '/v1/senders/{senderId}/counts/{date}',
  callers: { knownBy: 'key', scope: 'leads:write' },
  handler: 'intake/put-count',
  accepts: ['application/json'],
  answers: 200,
  refuses: [400, 404, 422],
} as const satisfies Route;
