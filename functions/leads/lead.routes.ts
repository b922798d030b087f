import type { Route } from '../platform/route.ts';

export const postLead = {
  method: 'POST',
  path: '/v1/leads',
  scope: 'leads:write',
  handler: 'leads/post-lead',
  accepts: ['application/json', 'application/xml', 'text/xml'],
} as const satisfies Route;

export const listLeads = {
  method: 'GET',
  path: '/v1/leads',
  scope: 'leads:read',
  handler: 'leads/list-leads',
} as const satisfies Route;

export const getLead = {
  method: 'GET',
  path: '/v1/leads/{leadId}',
  scope: 'leads:read',
  handler: 'leads/get-lead',
} as const satisfies Route;

export const postActivity = {
  method: 'POST',
  path: '/v1/leads/{leadId}/activities',
  scope: 'leads:write',
  handler: 'leads/post-activity',
  accepts: ['application/json'],
} as const satisfies Route;
