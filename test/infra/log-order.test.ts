import { expect, test } from 'vitest';
import { readLogOrder } from '../../infra/commands/log-order.ts';

test.each([
  [['post-lead'], 'errors and warnings', /ERROR/],
  [['get-document', '--all'], 'all lines', /^$/],
  [['relay-facts', '--fact', 'lead.sla-breached.v1'], 'facts lead.sla-breached.v1', /lead\.sla-breached\.v1/],
  [['api-access'], 'answers with a 5xx', /5\*/],
])('%j looks for %s', (words, lookedFor, pattern) => {
  const order = readLogOrder(words);
  expect(order).toMatchObject({ log: words[0], lookedFor, hours: 24 });
  expect(order.filterPattern).toMatch(pattern);
});

test.each([
  [['post-lead', '--fact', 'x'], /relay-facts only/],
  [['relay-facts', '--fact', 'x', '--all'], /--fact or --all/],
  [['post-lead', '--hours', '0'], /above 0/],
])('%j cannot be meant', (words, message) => {
  expect(() => readLogOrder(words)).toThrow(message);
});
