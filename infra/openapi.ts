import * as z from 'zod';
import { dealerOperations } from '../functions/dealers/dealer.openapi.ts';
import { intakeOperations } from '../functions/intake/quarantine.openapi.ts';
import { leadOperations } from '../functions/leads/lead.openapi.ts';
import { openapiOperations } from '../functions/platform/openapi.openapi.ts';
import type { Operation } from '../functions/platform/operation.ts';
import { replayOperations } from '../functions/replay/replay.openapi.ts';

const operations: readonly Operation[] = [
  ...leadOperations,
  ...replayOperations,
  ...intakeOperations,
  ...dealerOperations,
  ...openapiOperations,
];

const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Of a document that is kept in quarantine: why, and under which id. */
  reason: z.string().optional(),
  quarantineId: z.string().optional(),
});

const refusals: Readonly<Record<number, string>> = {
  400: 'The request cannot be read.',
  401: 'No key was sent.',
  403: 'The key is unknown or lacks the scope.',
  404: 'It does not exist, or belongs to another tenant.',
  409: 'The first request with this Idempotency-Key still runs.',
  413: 'The body is larger than 256 KB.',
  415: 'The content type is not taken here.',
  422: 'The request can be read but not used; `errors` says where and why.',
  429: 'Too many requests; wait a second.',
  503: 'Too much at once; send it again.',
};

/** The OpenAPI 3.1 document of the API, from the schemas that the handlers check and answer by. */
export function openapiDocument(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const { method, path } = operation.route;
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lanekeeper',
      version: '1',
      description: 'Leads, their SLA, and the stores they belong to. Errors are RFC 9457 problem documents.',
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemDocument, 'output') },
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function describe(operation: Operation): Record<string, unknown> {
  const { route, summary, description, requests, answers } = operation;
  const schema = { type: 'string' };
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema,
  }));
  const parameters = [...inPath, ...(operation.parameters ?? []).map((each) => ({ ...each, schema }))];
  const open = route.scope === 'public';
  return {
    operationId: route.handler.split('/')[1],
    summary,
    description: open ? description : `${description} Needs the scope \`${route.scope}\`.`,
    security: open ? [] : [{ key: [route.scope] }],
    ...(parameters.length > 0 && { parameters }),
    ...(requests && { requestBody: { required: true, content: contentOf(requests) } }),
    responses: { ...answered(answers), ...(open ? {} : refused(operation)) },
  };
}

function contentOf(requests: NonNullable<Operation['requests']>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(requests).map(([type, body]) => [
      type,
      typeof body === 'string'
        ? { schema: { type: 'string', description: body } }
        : { schema: schemaOf(body, 'input') },
    ]),
  );
}

function answered(answers: Operation['answers']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, body }]) => [
      status,
      { description, content: { 'application/json': { schema: schemaOf(body, 'output') } } },
    ]),
  );
}

function refused({ route, parameters }: Operation): Record<string, unknown> {
  const withBody = route.accepts !== undefined;
  const usable = withBody || route.method === 'POST' || parameters?.some((each) => each.in === 'query');
  const always = [401, 403, 429, 503];
  const statuses = [
    ...always,
    ...(route.path.includes('{') ? [404] : []),
    ...(withBody ? [400, 413, 415] : []),
    ...(usable ? [422] : []),
    ...(parameters?.some(({ name }) => name === 'Idempotency-Key') ? [409] : []),
  ];
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: refusals[status],
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}
