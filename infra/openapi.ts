import * as z from 'zod';
import { dealerOperations } from '../functions/dealers/dealer.openapi.ts';
import { quarantineOperations } from '../functions/intake/quarantine.openapi.ts';
import { senderCountOperations } from '../functions/intake/sender-count.openapi.ts';
import { leadOperations } from '../functions/leads/lead.openapi.ts';
import { openapiOperations } from '../functions/platform/openapi.openapi.ts';
import type { DescribedQuery, DescribedRoute } from '../functions/platform/operation.openapi.ts';
import { errorsOf, type KnownBy, maxBodyBytesOf, type Route } from '../functions/platform/route.ts';
import { replayOperations } from '../functions/replay/replay.openapi.ts';

/** Every route of the API with what its document says of it. */
export const describedRoutes: readonly DescribedRoute[] = [
  ...leadOperations,
  ...replayOperations,
  ...quarantineOperations,
  ...senderCountOperations,
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
  /** Of a document that is kept, or was not taken to its end: its leads that were taken, as a 202 lists them. */
  leads: z.array(z.looseObject({ leadId: z.string() })).optional(),
});

const securitySchemes: Readonly<Record<Exclude<KnownBy, 'nothing'>, object>> = {
  key: { type: 'http', scheme: 'bearer' },
};

/** What an error means on a route. */
const refusals: Readonly<Record<ReturnType<typeof errorsOf>[number], (route: Route) => string>> = {
  400: () => 'The request cannot be read.',
  401: () => 'No key was sent.',
  403: ({ refuses }) =>
    refuses?.includes(403)
      ? 'The key is unknown, lacks the scope, or may not change a field; `errors` says which.'
      : 'The key is unknown or lacks the scope.',
  404: () => 'It does not exist, or belongs to another tenant.',
  409: ({ idempotencyKey }) =>
    idempotencyKey === undefined
      ? 'What stands already does not allow it; `detail` and `errors` say what.'
      : `The first request with this ${idempotencyKey} still runs.`,
  412: () => 'It has changed: what stands is not what `If-Match` names. Read it again.',
  413: (route) => `The body is larger than ${maxBodyBytesOf(route) / 1024} KB.`,
  415: () => 'The content type is not taken here.',
  422: () => 'The request can be read but not used; `errors` says where and why.',
  429: () => 'Too many requests; wait a second.',
  500: () => 'Something failed on our side; send it again.',
  503: () => 'Too much at once; send it again.',
};

/** The OpenAPI 3.1 document of the API, from the routes' declarations and the schemas that the handlers check and answer by. */
export function openapiDocument(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const described of describedRoutes) {
    const { method, path } = described.route;
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(described) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lanekeeper',
      version: '1',
      description: 'Leads, their SLA, and the stores they belong to. Errors are RFC 9457 problem documents.',
    },
    paths,
    components: { schemas: { Problem: schemaOf(problemDocument, 'output') }, securitySchemes },
  };
}

function describe({ route, operation }: DescribedRoute): Record<string, unknown> {
  const { summary, description, query, requests, answer } = operation;
  const parameters = [
    ...pathParameters(route),
    ...keyParameter(route),
    ...matchParameter(route),
    ...(query ? queryParameters(query) : []),
  ];
  const { callers } = route;
  return {
    operationId: route.handler.split('/')[1],
    summary,
    ...(callers.knownBy === 'nothing'
      ? { description, security: [] }
      : {
          description: `${description} Needs the scope \`${callers.scope}\`.`,
          security: [{ [callers.knownBy]: [callers.scope] }],
        }),
    ...(parameters.length > 0 && { parameters }),
    ...(requests && { requestBody: { required: true, content: contentOf(requests) } }),
    responses: {
      [route.answers]: {
        description: answer.description,
        ...(route.entityTag && { headers: { ETag: { description: 'Its version.', schema: { type: 'string' } } } }),
        content: answerContentOf(answer.body),
      },
      ...refused(route),
    },
  };
}

function pathParameters({ path }: Route): readonly object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function keyParameter({ idempotencyKey }: Route): readonly object[] {
  if (idempotencyKey === undefined) return [];
  const description =
    'Of your choice, 1 to 255 characters: for seven days the same key gives the same answer. 409 while the first request runs, 422 with another body.';
  return [{ name: idempotencyKey, in: 'header', description, schema: { type: 'string' } }];
}

function matchParameter({ entityTag, method }: Route): readonly object[] {
  if (!entityTag || method === 'GET') return [];
  const description =
    'The `ETag` of what you changed, or `*`: 412 where something else stands by now. Without it the last change holds.';
  return [{ name: 'If-Match', in: 'header', description, schema: { type: 'string' } }];
}

function queryParameters({ schema, words }: DescribedQuery): readonly object[] {
  return Object.entries(schema.shape).map(([name, each]) => ({
    name,
    in: 'query',
    description: words[name],
    schema: schemaOf(each, 'input'),
  }));
}

function contentOf(requests: NonNullable<DescribedRoute['operation']['requests']>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(requests).map(([type, body]) => [
      type,
      typeof body === 'string'
        ? { schema: { type: 'string', description: body } }
        : { schema: schemaOf(body, 'input') },
    ]),
  );
}

/** Bytes have no schema: what they are, only their sender knows. */
function answerContentOf(body: DescribedRoute['operation']['answer']['body']): Record<string, unknown> {
  if (body === 'bytes') return { 'application/octet-stream': {} };
  return { 'application/json': { schema: schemaOf(body, 'output') } };
}

function refused(route: Route): Record<string, unknown> {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    errorsOf(route).map((status) => [status, { description: refusals[status](route), content }]),
  );
}

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): unknown {
  const { $schema, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}
