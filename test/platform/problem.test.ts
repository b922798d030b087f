import { describe, expect, test } from 'vitest';
import { accepted, notFound, ok, problem } from '../../functions/platform/problem.ts';

describe('a problem document', () => {
  test('has the members of RFC 9457 and its own content type', () => {
    expect(problem(422, 'It cannot be used.', [{ path: 'a', message: 'is required' }])).toEqual({
      status: 422,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        type: 'about:blank',
        title: 'The request can be read but not used',
        status: 422,
        detail: 'It cannot be used.',
        errors: [{ path: 'a', message: 'is required' }],
      },
    });
  });

  test('leaves errors out where there are none', () => {
    expect(problem(404, 'No such lead.').body).not.toHaveProperty('errors');
  });

  test.each([400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503] as const)(
    'has a title of its own for %i',
    (status) => {
      const { title } = problem(status, 'x').body as { title: string };
      expect(title).toMatch(/\w+ \w+/);
    },
  );

  test('does not tell what is missing from what is another tenant’s', () => {
    expect(notFound('lead')).toEqual(problem(404, 'No such lead.'));
  });
});

test('an answer that worked has the status and body it was given', () => {
  expect([ok({ a: 1 }), accepted({})]).toEqual([
    { status: 200, body: { a: 1 } },
    { status: 202, body: {} },
  ]);
});
