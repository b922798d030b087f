import type { RestRoute } from './rest-route.ts';

/** The operations of SES v2 that reach the `ses` service. */
export const sesRoutes: readonly RestRoute[] = [
  { method: 'POST', path: '/v2/email/outbound-emails', action: 'SendEmail' },
  { method: 'GET', path: '/v2/email/account', action: 'GetAccount' },
  { method: 'GET', path: '/v2/email/identities/{EmailIdentity}', action: 'GetEmailIdentity' },
];
