import type { Route } from '../platform/route.ts';
import { mostDocumentBytes } from './stated/document-size.ts';

export const postLead = {
  method: 'POST',
  path: '/v1/leads',
  callers: { knownBy: 'key', scope: 'leads:write' },
  handler: 'leads/post-lead',
  accepts: ['application/json', 'application/xml', 'text/xml'],
  maxBodyBytes: mostDocumentBytes,
  idempotencyKey: 'Idempotency-Key',
  answers: 202,
  refuses: [400, 413, 422, 503],
} as const satisfies Route;

export const listLeads = {
  method: 'GET',
  path: '/v1/leads',
  callers: { knownBy: 'key', scope: 'leads:read' },
  handler: 'leads/list-leads',
  answers: 200,
  refuses: [404, 422],
} as const satisfies Route;

export const getLead = {
  method: 'GET',
  path: '/v1/leads/{leadId}',
  callers: { knownBy: 'key', scope: 'leads:read' },
  handler: 'leads/get-lead',
  answers: 200,
  refuses: [404],
} as const satisfies Route;

export const postActivity = {
  method: 'POST',
  path: '/v1/leads/{leadId}/activities',
  callers: { knownBy: 'key', scope: 'leads:write' },
  handler: 'leads/post-activity',
  accepts: ['application/json'],
  idempotencyKey: 'Idempotency-Key',
  answers: 202,
  refuses: [400, 404, 422],
} as const satisfies Route;
