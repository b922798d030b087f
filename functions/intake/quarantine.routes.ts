import type { Route } from '../platform/route.ts';

export const listQuarantine = {
  method: 'GET',
  path: '/v1/quarantine',
  callers: { knownBy: 'key', scope: 'quarantine:read' },
  handler: 'intake/list-quarantine',
  answers: 200,
  refuses: [422],
} as const satisfies Route;

export const postReplays = {
  method: 'POST',
  path: '/v1/quarantine/replay',
  callers: { knownBy: 'key', scope: 'quarantine:write' },
  handler: 'intake/post-replays',
  accepts: ['application/json'],
  answers: 202,
  refuses: [400, 422],
} as const satisfies Route;
