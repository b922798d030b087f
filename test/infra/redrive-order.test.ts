import { expect, test } from 'vitest';
import { publishedText, readRedriveOrder } from '../../infra/commands/redrive-order.ts';

test('a type that no event has is told, with those that there are', () => {
  const words = ['facts', '--lead', 'a', '--type'];
  expect(readRedriveOrder([...words, 'lead.received.v1'])).toMatchObject({
    requests: [{ partition: 'LEAD#a', type: 'lead.received.v1' }],
  });
  expect(() => readRedriveOrder([...words, 'NoSuchType'])).toThrow(
    /^there is no type NoSuchType; there are lead\.addressed-elsewhere\.v1, .*message\.digest-begun\.v1, .*sender\.count-short\.v1\.$/,
  );
});

test('a lead of which no fact was found is told', () => {
  const order = { lead: undefined, type: undefined };
  expect(publishedText(0, order)).toBe('0 facts published again.');
  expect(publishedText(2, { ...order, lead: 'a' })).toBe('2 facts published again.');
  expect(() => publishedText(0, { ...order, lead: 'NOPE' })).toThrow(
    'there is no lead NOPE, or no fact of it is kept any more.',
  );
  expect(() => publishedText(0, { lead: 'a', type: 'lead.closed.v1' })).toThrow(
    'there is no lead a, or no fact lead.closed.v1 of it is kept any more.',
  );
});
