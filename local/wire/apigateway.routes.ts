import type { RestRoute } from './rest-route.ts';

const flag = (text: string): boolean => text === 'true';
const keys = '/apikeys';
const planKeys = '/usageplans/{usagePlanId}/keys';
const list = { outputNames: { items: 'item' } } as const;
const page = { limit: ['limit', Number], name: ['nameQuery', String], includeValues: ['includeValues', flag] } as const;

/** The operations of API Gateway's control plane that reach the `apigateway` service: keys, plans and what they hang on. */
export const apiGatewayRoutes: readonly RestRoute[] = [
  { method: 'POST', path: keys, action: 'CreateApiKey', status: 201 },
  { method: 'GET', path: keys, action: 'GetApiKeys', query: page, ...list },
  {
    method: 'GET',
    path: `${keys}/{apiKey}`,
    action: 'GetApiKey',
    query: { includeValue: ['includeValue', flag] },
  },
  { method: 'PATCH', path: `${keys}/{apiKey}`, action: 'UpdateApiKey' },
  { method: 'DELETE', path: `${keys}/{apiKey}`, action: 'DeleteApiKey', status: 202 },
  { method: 'GET', path: '/usageplans', action: 'GetUsagePlans', query: page, ...list },
  { method: 'GET', path: '/usageplans/{usagePlanId}', action: 'GetUsagePlan' },
  { method: 'POST', path: planKeys, action: 'CreateUsagePlanKey', status: 201 },
  { method: 'GET', path: planKeys, action: 'GetUsagePlanKeys', query: page, ...list },
  { method: 'GET', path: `${planKeys}/{keyId}`, action: 'GetUsagePlanKey' },
  { method: 'DELETE', path: `${planKeys}/{keyId}`, action: 'DeleteUsagePlanKey', status: 202 },
  { method: 'GET', path: '/restapis', action: 'GetRestApis', query: page, ...list },
  { method: 'GET', path: '/restapis/{restApiId}/stages', action: 'GetStages' },
];
