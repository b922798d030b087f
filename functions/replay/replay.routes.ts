import type { Route } from '../platform/route.ts';

export const postReplay = {
  method: 'POST',
  path: '/v1/quarantine/{quarantineId}/replay',
  scope: 'quarantine:write',
  handler: 'replay/post-replay',
} as const satisfies Route;
