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

export const getDocument = {
  method: 'GET',
  path: '/v1/quarantine/{quarantineId}/document',
  // What lies there is a person's words and ways to reach them, so that seeing the list does not open it.
  callers: { knownBy: 'key', scope: 'quarantine:document' },
  handler: 'intake/get-document',
  answers: 200,
  refuses: [404],
} as const satisfies Route;

export const postDismissal = {
  method: 'POST',
  path: '/v1/quarantine/{quarantineId}/dismiss',
  callers: { knownBy: 'key', scope: 'quarantine:write' },
  handler: 'intake/post-dismissal',
  accepts: ['application/json'],
  answers: 200,
  refuses: [400, 404, 409, 422],
} as const satisfies Route;
