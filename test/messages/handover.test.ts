import { expect, test } from 'vitest';
import { handoverOf } from '../../functions/messages/handover.ts';

test.each([
  ['an address that is none', 'BadRequestException', "Missing final '@domain'", 400, 'refused'],
  ['a mail that is rejected', 'MessageRejected', 'Transaction failed: Virus detected', 400, 'refused'],
  ['a sandbox', 'MessageRejected', 'Email address is not verified. The following identities failed', 400, 'failed'],
  ['too many mails', 'TooManyRequestsException', 'Maximum sending rate exceeded.', 429, 'failed'],
  ['a quota of the day', 'ThrottlingException', 'Daily message quota exceeded.', 400, 'failed'],
  ['an account that may not send', 'SendingPausedException', 'Email sending is disabled.', 400, 'failed'],
  ['a missing permission', 'AccessDeniedException', 'not authorized to perform ses:SendEmail', 403, 'failed'],
  ['an outage', 'InternalServiceErrorException', 'x', 500, 'failed'],
  ['a provider that is not reached', 'ECONNREFUSED', 'connect ECONNREFUSED', undefined, 'failed'],
  ['a connection that breaks', 'ECONNRESET', 'socket hang up', undefined, 'unknown'],
  ['no answer in time', 'TimeoutError', 'Request did not complete', undefined, 'unknown'],
])('%s is told from the others', (_what, code, message, status, kind) => {
  expect(handoverOf({ code, message, status })).toEqual({ kind, code });
});
