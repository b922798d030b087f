import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readExecuteApiPolicy } from '../../api-gateway/execute-api-policy.ts';

const arn = 'arn:aws:execute-api:us-east-1:000000000000:abc/dev/GET/v1/leads/7';
const allow = (Resource: unknown, Action: unknown = 'execute-api:Invoke') => ({ Effect: 'Allow', Action, Resource });
const deny = (Resource: unknown) => ({ Effect: 'Deny', Action: 'execute-api:Invoke', Resource });

test.each([
  ['nothing said', [], 'ImplicitDeny'],
  ['exactly this', [allow(arn)], 'Allow'],
  ['a whole stage', [allow('arn:aws:execute-api:us-east-1:000000000000:abc/dev/*')], 'Allow'],
  ['another stage', [allow('arn:aws:execute-api:us-east-1:000000000000:abc/prod/*')], 'ImplicitDeny'],
  ['one character', [allow(arn.replace('7', '?'))], 'Allow'],
  ['one of several', [allow(['arn:none', '*'])], 'Allow'],
  ['allowed and denied', [allow('*'), deny('*/GET/*')], 'ExplicitDeny'],
  ['denied elsewhere', [allow('*'), deny('*/PUT/*')], 'Allow'],
  ['any action', [allow('*', '*')], 'Allow'],
  ['an action in other case', [allow('*', ['EXECUTE-API:invoke'])], 'Allow'],
  ['another action', [allow('*', 's3:GetObject')], 'ImplicitDeny'],
  ['a dot is a dot', [allow(arn.replace(':abc', '.abc'))], 'ImplicitDeny'],
])('%s', (_, Statement, verdict) => {
  expect(readExecuteApiPolicy({ Statement })?.(arn)).toBe(verdict);
});

test.each([undefined, {}, { Statement: [{}] }, { Statement: [{ ...allow('*'), Condition: {} }] }])(
  '%o is no policy to go by',
  (document) => {
    expect(readExecuteApiPolicy(document)).toBeUndefined();
  },
);

test('a resource without wildcards allows itself and nothing else', () => {
  const text = fc.string({ minLength: 1 }).filter((one) => !/[*?]/.test(one));
  fc.assert(
    fc.property(text, text, (given, other) => {
      const policy = readExecuteApiPolicy({ Statement: allow(given) });
      expect(policy?.(given)).toBe('Allow');
      expect(policy?.(other)).toBe(given === other ? 'Allow' : 'ImplicitDeny');
    }),
  );
});
