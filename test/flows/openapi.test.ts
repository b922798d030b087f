import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';

const app = await startApp();
afterAll(() => app.close());

interface OpenapiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenapiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>>; readonly securitySchemes: object };
}
interface OpenapiOperation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content: Readonly<Record<string, object>> }>
  >;
}

const answer = await app.get('/v1/openapi.json', { as: 'nobody' });
const document = answer.body as OpenapiDocument;
const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe('the public description of the API', () => {
  test('is served without a key, as OpenAPI 3.1', () => {
    expect(answer).toMatchObject({ status: 200, type: 'application/json' });
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Lanekeeper', version: expect.any(String) } });
  });

  test('has every deployed route and no other', () => {
    expect(operations.map(({ path, method }) => `${method} ${path}`).sort()).toEqual(
      expect.arrayContaining([
        'get /v1/dealers/{dealerId}',
        'get /v1/leads/{leadId}',
        'get /v1/openapi.json',
        'post /v1/leads',
        'post /v1/leads/{leadId}/activities',
        'put /v1/dealers/{dealerId}',
      ]),
    );
  });

  test.each(operations)('$method $path says what it takes, gives and refuses', ({ path, operation }) => {
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(parameters.map(({ name }) => name)).toEqual(placeholders);
    expect(parameters.every(({ required }) => required)).toBe(true);
    const statuses = Object.keys(operation.responses);
    expect(statuses.some((status) => status.startsWith('2'))).toBe(true);
    if (path !== '/v1/openapi.json') {
      expect(operation.security).toEqual([{ key: [expect.stringMatching(/^\w+:(read|write|document)$/)] }]);
      expect(statuses).toEqual(expect.arrayContaining(['401', '403', '429']));
    }
    if (operation.requestBody) expect(statuses).toEqual(expect.arrayContaining(['400', '413', '415', '422']));
    const given = path.endsWith('/document') ? 'application/octet-stream' : 'application/json';
    for (const [status, { description, content }] of Object.entries(operation.responses)) {
      expect(description).toMatch(/\w/);
      expect(Object.keys(content)).toEqual([Number(status) < 400 ? given : 'application/problem+json']);
    }
  });

  test('names every operation once and resolves all its references', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference = '']) => reference,
    );
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) expect(resolve(document, reference), reference).toBeTypeOf('object');
  });

  test('describes bodies by JSON Schema of the draft that OpenAPI 3.1 means', () => {
    const request = document.paths['/v1/leads']?.['post']?.requestBody?.content ?? {};
    expect(Object.keys(request)).toEqual(['application/json', 'application/xml', 'text/xml']);
    expect(request['application/json']?.schema).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['source', 'customer']),
      additionalProperties: false,
    });
    // Nullable and the like are of OpenAPI 3.0.
    expect(JSON.stringify(document)).not.toMatch(/"nullable":|"\$schema":/);
  });
});

function resolve(root: unknown, reference: string): unknown {
  const steps = reference.replace(/^#\//, '').split('/');
  return steps.reduce<unknown>(
    (at, step) =>
      (at as Readonly<Record<string, unknown>> | undefined)?.[step.replaceAll('~1', '/').replaceAll('~0', '~')],
    root,
  );
}
