import type { Route } from '../platform/route.ts';

export const postReplay = {
  method: 'POST',
  path: '/v1/quarantine/{quarantineId}/replay',
  callers: { knownBy: 'key', scope: 'quarantine:write' },
  handler: 'replay/post-replay',
  answers: 200,
  refuses: [404, 422],
} as const satisfies Route;
