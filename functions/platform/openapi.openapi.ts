import * as z from 'zod';
import * as routes from './openapi.routes.ts';
import { describeRoutes } from './operation.openapi.ts';

export const openapiOperations = describeRoutes(routes, {
  getOpenapi: {
    summary: 'This document',
    description: 'The OpenAPI 3.1 description of the API; no key is needed.',
    answer: { description: 'The document.', body: z.record(z.string(), z.unknown()) },
  },
});
