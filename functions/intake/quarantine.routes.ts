import type { Route } from '../platform/route.ts';

export const listQuarantine = {
  method: 'GET',
  path: '/v1/quarantine',
  scope: 'quarantine:read',
  handler: 'intake/list-quarantine',
} as const satisfies Route;

export const postReplays = {
  method: 'POST',
  path: '/v1/quarantine/replay',
  scope: 'quarantine:write',
  handler: 'intake/post-replays',
  accepts: ['application/json'],
} as const satisfies Route;
